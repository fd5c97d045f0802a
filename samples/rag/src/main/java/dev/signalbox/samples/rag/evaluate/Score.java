package dev.signalbox.samples.rag.evaluate;

import java.util.List;

/**
 * How well a set of questions was answered.
 *
 * @param questions how many there were
 * @param hitRate the share for which one of the first five passages held the answer
 * @param reciprocalRank the mean of 1 / rank of the first passage that held it, 0 where none of the first ten did: MRR
 */
record Score(int questions, double hitRate, double reciprocalRank) {

    private static final int HITS_WITHIN = 5;

    /** Adds up ranks, from 1; 0 stands for a question whose answer was not found. */
    static Score of(List<Integer> ranks) {
        double hits =
                ranks.stream().filter(rank -> rank > 0 && rank <= HITS_WITHIN).count();
        double reciprocal =
                ranks.stream().mapToDouble(rank -> rank == 0 ? 0 : 1.0 / rank).sum();
        return new Score(ranks.size(), hits / ranks.size(), reciprocal / ranks.size());
    }
}
