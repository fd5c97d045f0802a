import assert from 'node:assert/strict';
import { ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { APIError, AuthenticationError, InternalServerError, RateLimitError } from 'openai';
import * as scene from './scene.mjs';

const chat = (model, apiKey = scene.KEY) =>
  new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL: scene.OPENAI_URL } });
const text = (chunks) => chunks.map((chunk) => chunk.text).join('');
const whole = (chunks) => chunks.reduce((all, chunk) => all.concat(chunk));
const weather = { type: 'function', function: scene.WEATHER };

const answering = (said) => [
  { role: 'user', content: scene.WEATHER_QUESTION },
  said,
  new ToolMessage({ tool_call_id: said.tool_calls[0].id, content: scene.REPORT }),
];

function assertCallsWeather(said) {
  assert.equal(said.tool_calls.length, 1);
  assert.equal(said.tool_calls[0].name, 'weather');
  assert.deepEqual(said.tool_calls[0].args, { city: scene.CITY });
}

const refused = (type, status, errorType) => (thrown) => {
  assert.ok(thrown instanceof type, thrown);
  assert.equal(thrown.status, status);
  assert.equal(thrown.error.metadata.error_type, errorType);
  return true;
};
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.headers.get('retry-after'), mostSeconds);
  return refused(RateLimitError, 429, 'rate_limit_exceeded')(thrown);
};

scene.client(
  '@langchain/openai',
  {
    plain: scene.ofEach('answers', async (model) => {
      const said = await chat(model).invoke(scene.QUESTION);

      assert.equal(said.text, scene.GREETING);
      assert.equal(said.response_metadata.finish_reason, 'stop');
      assert.match(said.id, /^gen-/);
    }),
    stream: scene.ofEach('brings the text piece by piece', async (model) => {
      const chunks = await scene.collect(await chat(model).stream(scene.QUESTION));

      assert.equal(text(chunks), scene.GREETING);
      assert.ok(chunks.filter((chunk) => chunk.text).length > 1);
    }),
    tools: {
      ...scene.ofEach('calls a tool and uses its result', async (model) => {
        const assistant = chat(model).bindTools([weather]);
        const called = await assistant.invoke(scene.WEATHER_QUESTION);
        const said = await assistant.invoke(answering(called));

        assertCallsWeather(called);
        assert.equal(said.text, scene.FORECAST);
      }),
      ...scene.ofEach('streams a tool call and the answer to its result', async (model) => {
        const assistant = chat(model).bindTools([weather]);
        const called = whole(await scene.collect(await assistant.stream(scene.WEATHER_QUESTION)));
        const said = await scene.collect(await assistant.stream(answering(called)));

        assertCallsWeather(called);
        assert.equal(text(said), scene.FORECAST);
      }),
    },
    'structured output': scene.ofEach('parses what it asked for', async (model) => {
      const assistant = chat(model).withStructuredOutput(scene.City, { method: 'jsonSchema' });

      scene.City.parse(await assistant.invoke(scene.CITY_QUESTION));
    }),
    usage: {
      ...scene.ofEach('shows tokens and cost', async (model) => {
        const said = await chat(model).invoke(scene.QUESTION);

        scene.assertSome(said.usage_metadata.input_tokens);
        scene.assertSome(said.usage_metadata.output_tokens);
        scene.assertSome(said.response_metadata.usage.cost);
      }),
      ...scene.ofEach('shows tokens and cost at the end of a stream', async (model) => {
        const said = whole(await scene.collect(await chat(model).stream(scene.QUESTION)));

        scene.assertSome(said.usage_metadata.input_tokens);
        scene.assertSome(said.response_metadata.usage.cost);
      }),
    },
    'wrong key': {
      'throws AuthenticationError': async () => {
        const asked = chat('assistant', scene.WRONG_KEY).invoke(scene.QUESTION);

        await assert.rejects(asked, refused(AuthenticationError, 401, 'authentication'));
      },
    },
    'rate limit of the key': {
      'throws RateLimitError with the time to wait': async () => {
        const limited = chat('assistant', scene.onceKey('langchain'));
        const first = await limited.invoke(scene.QUESTION);

        assert.equal(first.text, scene.GREETING);
        await assert.rejects(limited.invoke(scene.QUESTION), tooMany(60));
      },
    },
    'error before the stream': {
      'throws InternalServerError': async () => {
        const asked = chat('broken').invoke(scene.QUESTION);

        await assert.rejects(asked, refused(InternalServerError, 502, 'provider_unavailable'));
      },
      'throws InternalServerError for a stream': async () => {
        const asked = chat('broken').stream(scene.QUESTION);

        await assert.rejects(asked, refused(InternalServerError, 502, 'provider_unavailable'));
      },
      'throws RateLimitError with the time to wait': async () => {
        await assert.rejects(chat('limited').invoke(scene.QUESTION), tooMany(7));
      },
    },
    'error within the stream': {
      'throws after the first pieces': async () => {
        const { items, thrown } = await scene.collectUntilThrown(await chat('cut').stream(scene.QUESTION));

        scene.assertSome(text(items).length);
        assert.ok(thrown instanceof APIError, thrown);
        assert.equal(thrown.code, 502);
        assert.equal(thrown.error.metadata.error_type, 'provider_unavailable');
      },
    },
  },
  ['model list'],
);
