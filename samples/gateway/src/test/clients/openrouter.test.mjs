import assert from 'node:assert/strict';
import { OpenRouter } from '@openrouter/sdk';
import {
  BadGatewayResponseError,
  OpenRouterDefaultError,
  TooManyRequestsResponseError,
  UnauthorizedResponseError,
} from '@openrouter/sdk/models/errors';
import { z } from 'zod';
import * as scene from './scene.mjs';

// This client checks every answer against a schema and throws where a field is missing.
const openrouter = (apiKey) =>
  new OpenRouter({ serverURL: scene.OPENROUTER_URL, apiKey, retryConfig: { strategy: 'none' } });
const client = openrouter(scene.KEY);

const asking = (model, content = scene.QUESTION) => ({ model, messages: [{ role: 'user', content }] });
const send = (chatRequest, to = client) => to.chat.send({ chatRequest });
const streaming = (request) => send({ ...request, stream: true });
const text = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');

const askingForWeather = (model) => ({
  ...asking(model, scene.WEATHER_QUESTION),
  tools: [{ type: 'function', function: scene.WEATHER }],
});
const answering = (request, toolCalls) => ({
  ...request,
  messages: [
    ...request.messages,
    { role: 'assistant', content: null, toolCalls },
    { role: 'tool', toolCallId: toolCalls[0].id, content: scene.REPORT },
  ],
});

/** The tool calls of a stream, put together from their pieces. */
function toolCalls(chunks) {
  const calls = [];
  for (const piece of chunks.flatMap((chunk) => chunk.choices[0]?.delta.toolCalls ?? [])) {
    calls[piece.index] ??= { id: piece.id, type: piece.type, function: { name: piece.function.name, arguments: '' } };
    calls[piece.index].function.arguments += piece.function.arguments ?? '';
  }
  return calls;
}

function assertCallsWeather(calls) {
  assert.equal(calls.length, 1);
  assert.equal(calls[0].function.name, 'weather');
  assert.deepEqual(JSON.parse(calls[0].function.arguments), { city: scene.CITY });
}

const refused = (type, status, errorType) => (thrown) => {
  assert.ok(thrown instanceof type, thrown);
  assert.equal(thrown.statusCode, status);
  assert.equal(thrown.error.code, status);
  assert.equal(thrown.error.metadata.error_type, errorType);
  return true;
};
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.headers.get('retry-after'), mostSeconds);
  return refused(TooManyRequestsResponseError, 429, 'rate_limit_exceeded')(thrown);
};

scene.client('@openrouter/sdk', {
  plain: {
    ...scene.ofEach('answers', async (model) => {
      const answer = await send(asking(model));

      assert.match(answer.id, /^gen-/);
      assert.equal(answer.choices[0].message.content, scene.GREETING);
      assert.equal(answer.choices[0].finishReason, 'stop');
    }),
    'falls back to another model of the request': async () => {
      const answer = await send({ ...asking('broken'), models: ['assistant'] });

      assert.equal(answer.choices[0].message.content, scene.GREETING);
    },
    'takes preferences for providers': async () => {
      const answer = await send({ ...asking('assistant'), provider: { sort: 'price', allowFallbacks: false } });

      assert.equal(answer.choices[0].message.content, scene.GREETING);
    },
  },
  stream: scene.ofEach('brings the text piece by piece', async (model) => {
    const chunks = await scene.collect(await streaming(asking(model)));

    assert.equal(text(chunks), scene.GREETING);
    assert.ok(chunks.filter((chunk) => chunk.choices[0]?.delta.content).length > 1);
    assert.equal(chunks.filter((chunk) => chunk.choices[0]?.finishReason === 'stop').length, 1);
  }),
  tools: {
    ...scene.ofEach('calls a tool and uses its result', async (model) => {
      const called = await send(askingForWeather(model));
      const answer = await send(answering(askingForWeather(model), called.choices[0].message.toolCalls));

      assert.equal(called.choices[0].finishReason, 'tool_calls');
      assertCallsWeather(called.choices[0].message.toolCalls);
      assert.equal(answer.choices[0].message.content, scene.FORECAST);
    }),
    ...scene.ofEach('streams a tool call and the answer to its result', async (model) => {
      const called = await scene.collect(await streaming(askingForWeather(model)));
      const calls = toolCalls(called);
      const answer = await scene.collect(await streaming(answering(askingForWeather(model), calls)));

      assertCallsWeather(calls);
      assert.equal(text(answer), scene.FORECAST);
    }),
  },
  'structured output': scene.ofEach('is JSON that meets the schema', async (model) => {
    const answer = await send({
      ...asking(model, scene.CITY_QUESTION),
      responseFormat: {
        type: 'json_schema',
        jsonSchema: { name: 'city', strict: true, schema: z.toJSONSchema(scene.City) },
      },
    });

    scene.City.parse(JSON.parse(answer.choices[0].message.content));
  }),
  usage: {
    ...scene.ofEach('shows tokens and cost', async (model) => {
      const { usage } = await send(asking(model));

      scene.assertSome(usage.promptTokens);
      scene.assertSome(usage.completionTokens);
      scene.assertSome(usage.cost);
      scene.assertSome(usage.costDetails.upstreamInferenceCost);
    }),
    ...scene.ofEach('shows tokens and cost in the last chunk', async (model) => {
      const last = (await scene.collect(await streaming(asking(model)))).at(-1);

      assert.deepEqual(last.choices, []);
      scene.assertSome(last.usage.promptTokens);
      scene.assertSome(last.usage.cost);
    }),
    'shows the key': async () => {
      const { data } = await client.apiKeys.getCurrentKeyMetadata();

      assert.equal(typeof data.usage, 'number');
      assert.equal(data.isManagementKey, false);
    },
    'shows the credits': async () => {
      const { data } = await client.credits.getCredits();

      assert.equal(typeof data.totalUsage, 'number');
    },
  },
  'model list': {
    'lists the models': async () => {
      const { result } = await client.models.list();

      const ids = result.data.map((model) => model.id);
      assert.ok(ids.includes('assistant') && ids.includes('relay'), ids.join());
      scene.assertSome(result.totalCount);
    },
  },
  'wrong key': {
    'throws UnauthorizedResponseError': async () => {
      const asked = send(asking('assistant'), openrouter(scene.WRONG_KEY));

      await assert.rejects(asked, refused(UnauthorizedResponseError, 401, 'authentication'));
    },
    'throws OpenRouterDefaultError for the model list, where it knows of no such error': async () => {
      const asked = openrouter(scene.WRONG_KEY).models.list();

      await assert.rejects(asked, (thrown) => {
        assert.ok(thrown instanceof OpenRouterDefaultError, thrown);
        assert.equal(thrown.statusCode, 401);
        assert.equal(JSON.parse(thrown.body).error.metadata.error_type, 'authentication');
        return true;
      });
    },
  },
  'rate limit of the key': {
    'throws TooManyRequestsResponseError with the time to wait': async () => {
      const limited = openrouter(scene.onceKey('openrouter'));
      const first = await send(asking('assistant'), limited);

      assert.equal(first.choices[0].message.content, scene.GREETING);
      await assert.rejects(send(asking('assistant'), limited), tooMany(60));
    },
  },
  'error before the stream': {
    'throws BadGatewayResponseError': async () => {
      await assert.rejects(send(asking('broken')), refused(BadGatewayResponseError, 502, 'provider_unavailable'));
    },
    'throws BadGatewayResponseError for a stream': async () => {
      await assert.rejects(streaming(asking('broken')), refused(BadGatewayResponseError, 502, 'provider_unavailable'));
    },
    'throws TooManyRequestsResponseError with the time to wait': async () => {
      await assert.rejects(send(asking('limited')), tooMany(7));
    },
  },
  'error within the stream': {
    'does not throw: the last chunk holds the error and the finish reason': async () => {
      const chunks = await scene.collect(await streaming(asking('cut')));

      const last = chunks.at(-1);
      scene.assertSome(text(chunks).length);
      assert.equal(last.choices[0].finishReason, 'error');
      assert.equal(last.error.code, 502);
      assert.equal(last.error.metadata.errorType, 'provider_unavailable');
    },
  },
});
