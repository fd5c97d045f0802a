// Embeddings, as clients made by others ask for them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenAIEmbeddings } from '@langchain/openai';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { OpenRouter } from '@openrouter/sdk';
import { embedMany } from 'ai';
import OpenAI, { BadRequestError } from 'openai';
import * as scene from './scene.mjs';

const MODELS = ['embedder', 'embedder-relay'];
const TEXTS = ['Reset the password.', 'Ferries leave at noon.'];

const openai = new OpenAI({ baseURL: scene.OPENAI_URL, apiKey: scene.KEY, maxRetries: 0 });

const ofEach = (title, run) => MODELS.forEach((model) => test(`${title} (${model})`, () => run(model)));

function assertVectors(vectors, length = 256) {
  assert.deepEqual(
    vectors.map((vector) => vector.length),
    TEXTS.map(() => length),
  );
}

describe('embeddings', () => {
  ofEach('openai takes them as bytes, and reads the same numbers', async (model) => {
    const bytes = await openai.embeddings.create({ model, input: TEXTS });
    const numbers = await openai.embeddings.create({ model, input: TEXTS, encoding_format: 'float' });

    assertVectors(bytes.data.map((each) => each.embedding));
    assert.deepEqual(
      bytes.data.map((each) => [...each.embedding]),
      numbers.data.map((each) => each.embedding.map(Math.fround)),
    );
    scene.assertSome(bytes.usage.prompt_tokens);
  });

  test('openai gets vectors of the length that it wants', async () => {
    const answer = await openai.embeddings.create({ model: 'embedder-relay', input: TEXTS, dimensions: 12 });

    assertVectors(
      answer.data.map((each) => each.embedding),
      12,
    );
  });

  test('openai is told that a model answers chats', async () => {
    await assert.rejects(openai.embeddings.create({ model: 'assistant', input: TEXTS }), BadRequestError);
  });

  ofEach('LangChain', async (model) => {
    const embeddings = new OpenAIEmbeddings({
      model,
      apiKey: scene.KEY,
      maxRetries: 0,
      configuration: { baseURL: scene.OPENAI_URL },
    });

    assertVectors(await embeddings.embedDocuments(TEXTS));
  });

  ofEach("the AI SDK, by OpenRouter's provider", async (model) => {
    const provider = createOpenRouter({ apiKey: scene.KEY, baseURL: scene.OPENROUTER_URL });
    const answer = await embedMany({ model: provider.textEmbeddingModel(model), values: TEXTS, maxRetries: 0 });

    assertVectors(answer.embeddings);
    scene.assertSome(answer.usage.tokens);
  });

  ofEach("OpenRouter's own client", async (model) => {
    const client = new OpenRouter({ apiKey: scene.KEY, serverURL: scene.OPENROUTER_URL, retryConfig: { strategy: 'none' } });
    const answer = await client.embeddings.generate({ requestBody: { model, input: TEXTS } });

    assertVectors(answer.data.map((each) => each.embedding));
  });
});
