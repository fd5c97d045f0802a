// What every client meets: the models, keys and words of scene.yaml, and the situations that each must go through.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';

const url = process.env.SIGNALBOX_URL;
assert.ok(url, 'SIGNALBOX_URL must name the running gateway, such as http://127.0.0.1:8080');

export const ANTHROPIC_URL = url;
export const OPENAI_URL = `${url}/v1`;
export const OPENROUTER_URL = `${url}/api/v1`;

export const KEY = 'sk-signalbox-client';
export const WRONG_KEY = 'sk-wrong';
/** A key for one request a minute; each client has its own. */
export const onceKey = (client) => `sk-signalbox-once-${client}`;

export const QUESTION = 'Say hello.';
export const GREETING = 'Hello from Signalbox.';

export const WEATHER_QUESTION = 'What is the weather in Bergen?';
export const CITY = 'Bergen';
export const REPORT = 'rain, 8 degrees';
export const FORECAST = `The forecast says: ${REPORT}.`;
/** The tool that the model calls when it is asked for the weather. */
export const WEATHER = {
  name: 'weather',
  description: 'Tells the weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

export const CITY_QUESTION = 'Describe a city.';
/** What the answer to that question must look like. */
export const City = z.object({ name: z.string(), inhabitants: z.int(), districts: z.array(z.string()) });

const LIMIT = 60_000;
const SITUATIONS = [
  'plain',
  'stream',
  'tools',
  'structured output',
  'usage',
  'model list',
  'wrong key',
  'rate limit of the key',
  'error before the stream',
  'error within the stream',
];

/**
 * The tests of one client, by situation and title.
 *
 * @param lacking situations that this client has nothing for
 */
export function client(name, situations, lacking = []) {
  describe(name, () => {
    test('goes through every situation', () => {
      const tested = Object.keys(situations).filter((situation) => Object.keys(situations[situation]).length > 0);

      assert.deepEqual([...tested, ...lacking].sort(), [...SITUATIONS].sort());
    });
    for (const [situation, tests] of Object.entries(situations)) {
      describe(situation, () => {
        for (const [title, run] of Object.entries(tests)) {
          test(title, { timeout: LIMIT }, run);
        }
      });
    }
  });
}

/** The same test of the model in the gateway's process and of the one behind a provider over HTTP. */
export const ofEach = (title, run) =>
  Object.fromEntries(['assistant', 'relay'].map((model) => [`${title} (${model})`, () => run(model)]));

export async function collect(stream) {
  const items = [];
  for await (const item of stream) {
    items.push(item);
  }
  return items;
}

/** The items before a stream throws, and what it throws. */
export async function collectUntilThrown(stream) {
  const items = [];
  try {
    for await (const item of stream) {
      items.push(item);
    }
  } catch (thrown) {
    return { items, thrown };
  }
  return assert.fail(`The stream ended without an error after ${JSON.stringify(items)}`);
}

export function assertSome(number) {
  assert.ok(number > 0, `${number} should be more than 0`);
}

/** Seconds to wait, as the header says it. */
export function assertRetryAfter(header, most) {
  const seconds = Number(header);

  assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= most, `Retry-After: ${header}`);
}
