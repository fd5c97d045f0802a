import assert from 'node:assert/strict';
import { ToolMessage } from '@langchain/core/messages';
import { ChatOpenRouter, OpenRouterAuthError, OpenRouterError, OpenRouterRateLimitError } from '@langchain/openrouter';
import { z } from 'zod';
import * as scene from './scene.mjs';

const chat = (model, apiKey = scene.KEY) =>
  new ChatOpenRouter({ model, apiKey, maxRetries: 0, baseURL: scene.OPENROUTER_URL });
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
  assert.ok(type.isInstance(thrown), thrown);
  assert.equal(thrown.statusCode, status);
  assert.equal(thrown.code, status);
  assert.equal(thrown.metadata.error_type, errorType);
  return true;
};
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.headers['retry-after'], mostSeconds);
  return refused(OpenRouterRateLimitError, 429, 'rate_limit_exceeded')(thrown);
};

scene.client(
  '@langchain/openrouter',
  {
    plain: scene.ofEach('answers', async (model) => {
      const said = await chat(model).invoke(scene.QUESTION);

      assert.equal(said.text, scene.GREETING);
      assert.equal(said.response_metadata.finish_reason, 'stop');
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
    'structured output': {
      ...scene.ofEach('is JSON that meets the schema', async (model) => {
        const said = await chat(model).invoke(scene.CITY_QUESTION, {
          response_format: { type: 'json_schema', json_schema: { name: 'city', schema: z.toJSONSchema(scene.City) } },
        });

        scene.City.parse(JSON.parse(said.text));
      }),
      ...scene.ofEach('parses the call of a tool that it demands', async (model) => {
        const assistant = chat(model).withStructuredOutput(z.object({ city: z.string() }), { name: 'weather' });

        assert.deepEqual(await assistant.invoke(scene.WEATHER_QUESTION), { city: scene.CITY });
      }),
    },
    usage: {
      ...scene.ofEach('shows tokens and cost', async (model) => {
        const said = await chat(model).invoke(scene.QUESTION);

        scene.assertSome(said.usage_metadata.input_tokens);
        scene.assertSome(said.usage_metadata.output_tokens);
        scene.assertSome(said.response_metadata.usage.cost);
      }),
      ...scene.ofEach('shows tokens among the events of a stream', async (model) => {
        const events = await scene.collect(chat(model).streamEvents(scene.QUESTION));

        assert.equal(events.at(-1).event, 'message-finish');
        scene.assertSome(events.at(-1).usage.input_tokens);
        scene.assertSome(events.at(-1).usage.output_tokens);
      }),
      ...scene.ofEach('hides them among the chunks of a stream: it skips the one without a choice', async (model) => {
        const said = whole(await scene.collect(await chat(model).stream(scene.QUESTION)));

        assert.equal(said.usage_metadata, undefined);
      }),
    },
    'wrong key': {
      'throws OpenRouterAuthError': async () => {
        const asked = chat('assistant', scene.WRONG_KEY).invoke(scene.QUESTION);

        await assert.rejects(asked, refused(OpenRouterAuthError, 401, 'authentication'));
      },
    },
    'rate limit of the key': {
      'throws OpenRouterRateLimitError with the time to wait': async () => {
        const limited = chat('assistant', scene.onceKey('langchainrouter'));
        const first = await limited.invoke(scene.QUESTION);

        assert.equal(first.text, scene.GREETING);
        await assert.rejects(limited.invoke(scene.QUESTION), tooMany(60));
      },
    },
    'error before the stream': {
      'throws OpenRouterError': async () => {
        const asked = chat('broken').invoke(scene.QUESTION);

        await assert.rejects(asked, refused(OpenRouterError, 502, 'provider_unavailable'));
      },
      'throws OpenRouterError for a stream': async () => {
        const asked = chat('broken').stream(scene.QUESTION);

        await assert.rejects(asked, refused(OpenRouterError, 502, 'provider_unavailable'));
      },
      'throws OpenRouterRateLimitError with the time to wait': async () => {
        await assert.rejects(chat('limited').invoke(scene.QUESTION), tooMany(7));
      },
    },
    'error within the stream': {
      'does not throw and hides the error: only the finish reason tells': async () => {
        const said = whole(await scene.collect(await chat('cut').stream(scene.QUESTION)));

        scene.assertSome(said.text.length);
        assert.equal(said.response_metadata.finish_reason, 'error');
      },
    },
  },
  ['model list'],
);
