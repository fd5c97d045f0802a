import assert from 'node:assert/strict';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { APICallError, generateObject, generateText, stepCountIs, streamObject, streamText, tool } from 'ai';
import { z } from 'zod';
import * as scene from './scene.mjs';

const openrouter = (apiKey) => createOpenRouter({ baseURL: scene.OPENROUTER_URL, apiKey });
const asking = (model, prompt = scene.QUESTION, apiKey = scene.KEY) => ({
  model: openrouter(apiKey)(model),
  prompt,
  maxRetries: 0,
  onError: () => {}, // else it writes to the console what is asserted here
});
const parts = async (request) => scene.collect(streamText(request).fullStream);
const text = (streamed) =>
  streamed
    .filter((part) => part.type === 'text-delta')
    .map((part) => part.text)
    .join('');

/** A question that needs the tool, and the cities that the tool was then asked for. */
function askingForWeather(model) {
  const cities = [];
  const weather = tool({
    description: scene.WEATHER.description,
    inputSchema: z.object({ city: z.string() }),
    execute: ({ city }) => {
      cities.push(city);
      return scene.REPORT;
    },
  });
  const request = { ...asking(model, scene.WEATHER_QUESTION), tools: { weather }, stopWhen: stepCountIs(3) };
  return { request, cities };
}

const askingForCity = (model) => ({ ...asking(model, scene.CITY_QUESTION), schema: scene.City });

const refused = (status, errorType) => (thrown) => {
  assert.ok(APICallError.isInstance(thrown), thrown);
  assert.equal(thrown.statusCode, status);
  assert.equal(JSON.parse(thrown.responseBody).error.metadata.error_type, errorType);
  return true;
};
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.responseHeaders['retry-after'], mostSeconds);
  assert.equal(thrown.isRetryable, true);
  return refused(429, 'rate_limit_exceeded')(thrown);
};

/** The error of a stream that began with it. */
async function errorOf(request) {
  const streamed = await parts(request);
  assert.equal(text(streamed), '');
  return streamed.find((part) => part.type === 'error').error;
}

scene.client(
  '@openrouter/ai-sdk-provider with ai',
  {
    plain: scene.ofEach('answers', async (model) => {
      const answer = await generateText(asking(model));

      assert.equal(answer.text, scene.GREETING);
      assert.equal(answer.finishReason, 'stop');
      assert.match(answer.response.id, /^gen-/);
    }),
    stream: scene.ofEach('brings the text piece by piece', async (model) => {
      const pieces = await scene.collect(streamText(asking(model)).textStream);

      assert.equal(pieces.join(''), scene.GREETING);
      assert.ok(pieces.length > 1);
    }),
    tools: {
      ...scene.ofEach('calls a tool and uses its result', async (model) => {
        const { request, cities } = askingForWeather(model);
        const answer = await generateText(request);

        assert.equal(answer.text, scene.FORECAST);
        assert.deepEqual(cities, [scene.CITY]);
        assert.deepEqual(
          answer.steps.map((step) => step.finishReason),
          ['tool-calls', 'stop'],
        );
      }),
      ...scene.ofEach('streams a tool call and the answer to its result', async (model) => {
        const { request, cities } = askingForWeather(model);
        const streamed = await parts(request);

        assert.equal(text(streamed), scene.FORECAST);
        assert.deepEqual(cities, [scene.CITY]);
        assert.equal(streamed.filter((part) => part.type === 'tool-call').length, 1);
      }),
    },
    'structured output': {
      ...scene.ofEach('parses what it asked for', async (model) => {
        const answer = await generateObject(askingForCity(model));

        scene.City.parse(answer.object);
      }),
      ...scene.ofEach('parses a stream', async (model) => {
        const answer = streamObject(askingForCity(model));
        const growing = await scene.collect(answer.partialObjectStream);

        scene.assertSome(growing.length);
        scene.City.parse(await answer.object);
      }),
    },
    usage: {
      ...scene.ofEach('shows tokens and cost', async (model) => {
        const answer = await generateText(asking(model));

        scene.assertSome(answer.usage.inputTokens);
        scene.assertSome(answer.usage.outputTokens);
        scene.assertSome(answer.providerMetadata.openrouter.usage.cost);
      }),
      ...scene.ofEach('shows tokens and cost at the end of a stream', async (model) => {
        const answer = streamText(asking(model));
        await answer.consumeStream();

        scene.assertSome((await answer.usage).inputTokens);
        scene.assertSome((await answer.providerMetadata).openrouter.usage.cost);
      }),
      ...scene.ofEach('shows who has served', async (model) => {
        const answer = await generateText(asking(model));

        scene.assertSome(answer.providerMetadata.openrouter.provider.length);
      }),
    },
    'wrong key': {
      'throws APICallError': async () => {
        const asked = generateText(asking('assistant', scene.QUESTION, scene.WRONG_KEY));

        await assert.rejects(asked, refused(401, 'authentication'));
      },
      'streams an error part': async () => {
        refused(401, 'authentication')(await errorOf(asking('assistant', scene.QUESTION, scene.WRONG_KEY)));
      },
    },
    'rate limit of the key': {
      'throws APICallError with the time to wait': async () => {
        const request = asking('assistant', scene.QUESTION, scene.onceKey('aisdk'));
        const first = await generateText(request);

        assert.equal(first.text, scene.GREETING);
        await assert.rejects(generateText(request), tooMany(60));
      },
    },
    'error before the stream': {
      'throws APICallError': async () => {
        await assert.rejects(generateText(asking('broken')), refused(502, 'provider_unavailable'));
      },
      'streams an error part': async () => {
        refused(502, 'provider_unavailable')(await errorOf(asking('broken')));
      },
      'throws APICallError with the time to wait': async () => {
        await assert.rejects(generateText(asking('limited')), tooMany(7));
      },
      'streams an error part with the time to wait': async () => {
        tooMany(7)(await errorOf(asking('limited')));
      },
    },
    'error within the stream': {
      'streams an error part after the first pieces and finishes with an error': async () => {
        const streamed = await parts(asking('cut'));

        scene.assertSome(text(streamed).length);
        assert.equal(streamed.filter((part) => part.type === 'error').length, 1);
        assert.equal(streamed.find((part) => part.type === 'error').error.code, 502);
        assert.equal(streamed.at(-1).type, 'finish');
        assert.equal(streamed.at(-1).finishReason, 'error');
      },
    },
  },
  ['model list'],
);
