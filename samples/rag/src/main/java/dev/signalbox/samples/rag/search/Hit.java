package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;

/**
 * A passage that was found.
 *
 * @param score by which hits of one search are ordered, best first; means nothing beyond that search
 * @param similarity the cosine between the meanings of query and passage, from -1 to 1: comparable among searches
 */
public record Hit(Passage passage, double score, double similarity) {}
