import assert from 'node:assert/strict';
import Anthropic, { APIError, AuthenticationError, InternalServerError, RateLimitError } from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import * as scene from './scene.mjs';

const anthropic = (apiKey) => new Anthropic({ baseURL: scene.ANTHROPIC_URL, apiKey, authToken: null, maxRetries: 0 });
const { messages, models } = anthropic(scene.KEY);

const asking = (model, content = scene.QUESTION) => ({
  model,
  max_tokens: 200,
  messages: [{ role: 'user', content }],
});
const streaming = (model) => messages.create({ ...asking(model), stream: true });
const textOf = (message) => message.content.map((block) => block.text ?? '').join('');
const deltas = (events) => events.filter((event) => event.delta?.type === 'text_delta').map((event) => event.delta.text);

const askingForWeather = (model) => ({
  ...asking(model, scene.WEATHER_QUESTION),
  tools: [
    { name: scene.WEATHER.name, description: scene.WEATHER.description, input_schema: scene.WEATHER.parameters },
  ],
});
const toolUse = (message) => message.content.find((block) => block.type === 'tool_use');
const answering = (request, message) => ({
  ...request,
  messages: [
    ...request.messages,
    { role: 'assistant', content: message.content },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: toolUse(message).id, content: scene.REPORT }],
    },
  ],
});

function assertCallsWeather(message) {
  assert.equal(message.stop_reason, 'tool_use');
  assert.equal(toolUse(message).name, 'weather');
  assert.deepEqual(toolUse(message).input, { city: scene.CITY });
}

const askingForCity = (model) => ({
  ...asking(model, scene.CITY_QUESTION),
  output_config: { format: zodOutputFormat(scene.City) },
});

const refused = (type, status, anthropicType, errorType) => (thrown) => {
  assert.ok(thrown instanceof type, thrown);
  assert.equal(thrown.status, status);
  assert.equal(thrown.type, anthropicType);
  assert.equal(thrown.error.type, 'error');
  assert.equal(thrown.error.error.error_type, errorType);
  return true;
};
const unknownKey = refused(AuthenticationError, 401, 'authentication_error', 'authentication');
const failed = refused(InternalServerError, 502, 'api_error', 'provider_unavailable');
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.headers.get('retry-after'), mostSeconds);
  return refused(RateLimitError, 429, 'rate_limit_error', 'rate_limit_exceeded')(thrown);
};

scene.client('@anthropic-ai/sdk', {
  plain: scene.ofEach('answers', async (model) => {
    const message = await messages.create(asking(model));

    assert.equal(message.type, 'message');
    assert.equal(message.role, 'assistant');
    assert.equal(textOf(message), scene.GREETING);
    assert.equal(message.stop_reason, 'end_turn');
  }),
  stream: {
    ...scene.ofEach('brings the text piece by piece', async (model) => {
      const pieces = deltas(await scene.collect(await streaming(model)));

      assert.equal(pieces.join(''), scene.GREETING);
      assert.ok(pieces.length > 1);
    }),
    ...scene.ofEach('puts the message together', async (model) => {
      const message = await messages.stream(asking(model)).finalMessage();

      assert.equal(textOf(message), scene.GREETING);
      assert.equal(message.stop_reason, 'end_turn');
    }),
  },
  tools: {
    ...scene.ofEach('calls a tool and uses its result', async (model) => {
      const called = await messages.create(askingForWeather(model));
      const message = await messages.create(answering(askingForWeather(model), called));

      assertCallsWeather(called);
      assert.equal(textOf(message), scene.FORECAST);
    }),
    ...scene.ofEach('streams a tool call and the answer to its result', async (model) => {
      const called = await messages.stream(askingForWeather(model)).finalMessage();
      const message = await messages.stream(answering(askingForWeather(model), called)).finalMessage();

      assertCallsWeather(called);
      assert.equal(textOf(message), scene.FORECAST);
    }),
  },
  'structured output': scene.ofEach('parses what it asked for', async (model) => {
    const message = await messages.parse(askingForCity(model));

    scene.City.parse(message.parsed_output);
  }),
  usage: {
    ...scene.ofEach('shows tokens and cost', async (model) => {
      const { usage } = await messages.create(asking(model));

      scene.assertSome(usage.input_tokens);
      scene.assertSome(usage.output_tokens);
      scene.assertSome(usage.cost);
    }),
    ...scene.ofEach('shows tokens and cost at the end of a stream', async (model) => {
      const events = await scene.collect(await streaming(model));

      const { usage } = events.find((event) => event.type === 'message_delta');
      scene.assertSome(usage.input_tokens);
      scene.assertSome(usage.output_tokens);
      scene.assertSome(usage.cost);
      assert.equal(events.at(-1).type, 'message_stop');
    }),
  },
  'model list': {
    'lists the models': async () => {
      const listed = await scene.collect(models.list());

      const ids = listed.map((model) => model.id);
      assert.ok(ids.includes('assistant') && ids.includes('relay'), ids.join());
    },
  },
  'wrong key': {
    'throws AuthenticationError': async () => {
      await assert.rejects(anthropic(scene.WRONG_KEY).messages.create(asking('assistant')), unknownKey);
    },
    'throws AuthenticationError for a stream': async () => {
      const asked = anthropic(scene.WRONG_KEY).messages.create({ ...asking('assistant'), stream: true });

      await assert.rejects(asked, unknownKey);
    },
  },
  'rate limit of the key': {
    'throws RateLimitError with the time to wait': async () => {
      const limited = anthropic(scene.onceKey('anthropic')).messages;
      const first = await limited.create(asking('assistant'));

      assert.equal(textOf(first), scene.GREETING);
      await assert.rejects(limited.create(asking('assistant')), tooMany(60));
    },
  },
  'error before the stream': {
    'throws InternalServerError': async () => {
      await assert.rejects(messages.create(asking('broken')), failed);
    },
    'throws InternalServerError for a stream': async () => {
      await assert.rejects(streaming('broken'), failed);
    },
    'throws RateLimitError with the time to wait': async () => {
      await assert.rejects(messages.create(asking('limited')), tooMany(7));
    },
  },
  'error within the stream': {
    'throws after the first pieces': async () => {
      const { items, thrown } = await scene.collectUntilThrown(await streaming('cut'));

      scene.assertSome(deltas(items).length);
      assert.ok(thrown instanceof APIError, thrown);
      assert.equal(thrown.type, 'api_error');
      assert.equal(thrown.error.error.error_type, 'provider_unavailable');
    },
  },
});
