import assert from 'node:assert/strict';
import OpenAI, { APIError, AuthenticationError, InternalServerError, RateLimitError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import * as scene from './scene.mjs';

const openai = (apiKey) => new OpenAI({ baseURL: scene.OPENAI_URL, apiKey, maxRetries: 0 });
const { completions } = openai(scene.KEY).chat;

const asking = (model, content = scene.QUESTION) => ({ model, messages: [{ role: 'user', content }] });
const streaming = (model) => completions.create({ ...asking(model), stream: true });
const text = (chunks) => chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');

const weather = { type: 'function', function: scene.WEATHER };
const askingForWeather = (model) => ({ ...asking(model, scene.WEATHER_QUESTION), tools: [weather] });
const answering = (request, message) => ({
  ...request,
  messages: [
    ...request.messages,
    message,
    { role: 'tool', tool_call_id: message.tool_calls[0].id, content: scene.REPORT },
  ],
});

function assertCallsWeather(choice) {
  assert.equal(choice.finish_reason, 'tool_calls');
  assert.equal(choice.message.tool_calls.length, 1);
  assert.equal(choice.message.tool_calls[0].function.name, 'weather');
  assert.deepEqual(JSON.parse(choice.message.tool_calls[0].function.arguments), { city: scene.CITY });
}

const askingForCity = (model) => ({
  ...asking(model, scene.CITY_QUESTION),
  response_format: zodResponseFormat(scene.City, 'city'),
});

const refused = (type, status, errorType) => (thrown) => {
  assert.ok(thrown instanceof type, thrown);
  assert.equal(thrown.status, status);
  assert.equal(thrown.code, status);
  assert.equal(thrown.error.metadata.error_type, errorType);
  return true;
};
const tooMany = (mostSeconds) => (thrown) => {
  scene.assertRetryAfter(thrown.headers.get('retry-after'), mostSeconds);
  return refused(RateLimitError, 429, 'rate_limit_exceeded')(thrown);
};

scene.client('openai', {
  plain: {
    ...scene.ofEach('answers, and says who did', async (model) => {
      const answer = await completions.create(asking(model));

      assert.match(answer.id, /^gen-/);
      assert.equal(answer.object, 'chat.completion');
      assert.equal(answer.choices[0].message.role, 'assistant');
      assert.equal(answer.choices[0].message.content, scene.GREETING);
      assert.equal(answer.choices[0].finish_reason, 'stop');
      assert.ok(answer.model && answer.provider);
    }),
    'answers for a policy': async () => {
      const answer = await completions.create(asking('policy/routine'));

      assert.equal(answer.choices[0].message.content, scene.GREETING);
    },
    'answers when the router chooses': async () => {
      const answer = await completions.create(asking('signalbox/auto'));

      assert.equal(answer.choices[0].message.content, scene.GREETING);
    },
  },
  stream: scene.ofEach('brings the text piece by piece', async (model) => {
    const chunks = await scene.collect(await streaming(model));

    assert.equal(text(chunks), scene.GREETING);
    assert.ok(chunks.filter((chunk) => chunk.choices[0]?.delta.content).length > 1);
    assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
    assert.equal(chunks.filter((chunk) => chunk.choices[0]?.finish_reason === 'stop').length, 1);
  }),
  tools: {
    ...scene.ofEach('calls a tool and uses its result', async (model) => {
      const called = await completions.create(askingForWeather(model));
      const answer = await completions.create(answering(askingForWeather(model), called.choices[0].message));

      assertCallsWeather(called.choices[0]);
      assert.equal(answer.choices[0].message.content, scene.FORECAST);
    }),
    ...scene.ofEach('streams a tool call and the answer to its result', async (model) => {
      const called = await completions.stream(askingForWeather(model)).finalChatCompletion();
      const next = answering(askingForWeather(model), called.choices[0].message);
      const answer = await completions.stream(next).finalContent();

      assertCallsWeather(called.choices[0]);
      assert.equal(answer, scene.FORECAST);
    }),
    ...scene.ofEach('runs tools by itself', async (model) => {
      const cities = [];
      const tool = {
        ...scene.WEATHER,
        parse: JSON.parse,
        function: ({ city }) => {
          cities.push(city);
          return scene.REPORT;
        },
      };
      const runner = completions.runTools({
        ...asking(model, scene.WEATHER_QUESTION),
        tools: [{ type: 'function', function: tool }],
      });

      assert.equal(await runner.finalContent(), scene.FORECAST);
      assert.deepEqual(cities, [scene.CITY]);
    }),
  },
  'structured output': {
    ...scene.ofEach('parses what it asked for', async (model) => {
      const answer = await completions.parse(askingForCity(model));

      scene.City.parse(answer.choices[0].message.parsed);
    }),
    ...scene.ofEach('parses the end of a stream', async (model) => {
      const answer = await completions.stream(askingForCity(model)).finalChatCompletion();

      scene.City.parse(answer.choices[0].message.parsed);
    }),
  },
  usage: {
    ...scene.ofEach('shows tokens and cost', async (model) => {
      const { usage } = await completions.create(asking(model));

      scene.assertSome(usage.prompt_tokens);
      scene.assertSome(usage.completion_tokens);
      assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
      scene.assertSome(usage.cost);
    }),
    ...scene.ofEach('shows tokens and cost in the last chunk', async (model) => {
      const chunks = await scene.collect(await streaming(model));

      assert.deepEqual(chunks.at(-1).choices, []);
      scene.assertSome(chunks.at(-1).usage.prompt_tokens);
      scene.assertSome(chunks.at(-1).usage.cost);
      assert.equal(chunks.filter((chunk) => chunk.usage).length, 1);
    }),
  },
  'model list': {
    'lists the models': async () => {
      const models = await scene.collect(openai(scene.KEY).models.list());

      const ids = models.map((model) => model.id);
      assert.ok(ids.includes('assistant') && ids.includes('relay'), ids.join());
      assert.ok(models.every((model) => model.object === 'model'));
    },
    'shows one model': async () => {
      const model = await openai(scene.KEY).models.retrieve('relay');

      assert.equal(model.id, 'relay');
    },
  },
  'wrong key': {
    'throws AuthenticationError': async () => {
      const asked = openai(scene.WRONG_KEY).chat.completions.create(asking('assistant'));

      await assert.rejects(asked, refused(AuthenticationError, 401, 'authentication'));
    },
    'throws AuthenticationError for a stream': async () => {
      const asked = openai(scene.WRONG_KEY).chat.completions.create({ ...asking('assistant'), stream: true });

      await assert.rejects(asked, refused(AuthenticationError, 401, 'authentication'));
    },
    'throws AuthenticationError for the model list': async () => {
      const asked = openai(scene.WRONG_KEY).models.list();

      await assert.rejects(asked, refused(AuthenticationError, 401, 'authentication'));
    },
  },
  'rate limit of the key': {
    'throws RateLimitError with the time to wait': async () => {
      const limited = openai(scene.onceKey('openai')).chat.completions;
      const first = await limited.create(asking('assistant'));

      assert.equal(first.choices[0].message.content, scene.GREETING);
      await assert.rejects(limited.create(asking('assistant')), tooMany(60));
    },
  },
  'error before the stream': {
    'throws InternalServerError': async () => {
      await assert.rejects(
        completions.create(asking('broken')),
        refused(InternalServerError, 502, 'provider_unavailable'),
      );
    },
    'throws InternalServerError for a stream': async () => {
      await assert.rejects(streaming('broken'), refused(InternalServerError, 502, 'provider_unavailable'));
    },
    'throws RateLimitError with the time to wait': async () => {
      await assert.rejects(completions.create(asking('limited')), tooMany(7));
    },
    'throws RateLimitError with the time to wait for a stream': async () => {
      await assert.rejects(streaming('limited'), tooMany(7));
    },
  },
  'error within the stream': {
    'throws after the first pieces': async () => {
      const { items, thrown } = await scene.collectUntilThrown(await streaming('cut'));

      scene.assertSome(text(items).length);
      assert.ok(thrown instanceof APIError, thrown);
      assert.equal(thrown.code, 502);
      assert.equal(thrown.error.metadata.error_type, 'provider_unavailable');
    },
  },
});
