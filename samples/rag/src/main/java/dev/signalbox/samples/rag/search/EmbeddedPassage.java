package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;

/**
 * A passage and its meaning.
 *
 * @param vector of length 1
 */
public record EmbeddedPassage(Passage passage, float[] vector) {}
