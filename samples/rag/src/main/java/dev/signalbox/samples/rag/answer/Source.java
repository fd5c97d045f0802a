package dev.signalbox.samples.rag.answer;

import dev.signalbox.samples.rag.document.Passage;

/**
 * A passage that a model was given.
 *
 * @param number by which the answer cites it, from 1
 * @param similarity how near its meaning is to the question's, from -1 to 1
 */
public record Source(int number, Passage passage, double similarity) {}
