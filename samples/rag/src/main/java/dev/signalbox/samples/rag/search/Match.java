package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;

/**
 * A passage that an index has found.
 *
 * @param vector of the passage, of length 1
 * @param score how well its words fit; 0 where words were not asked for
 */
public record Match(Passage passage, float[] vector, double score) {

    /** The cosine of both, which have length 1. */
    double similarity(float[] query) {
        double sum = 0;
        for (int i = 0; i < query.length; i++) {
            sum += query[i] * vector[i];
        }
        return sum;
    }
}
