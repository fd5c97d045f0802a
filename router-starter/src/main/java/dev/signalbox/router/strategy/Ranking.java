package dev.signalbox.router.strategy;

import dev.signalbox.router.policy.Candidate;
import java.util.Arrays;
import java.util.List;

/** Sorts a few candidates by a key and, where keys are equal, by a second one; else they stay as they came. */
final class Ranking {

    private final Candidate[] candidates;
    private final long[] keys;
    private final long[] ties;
    private int size;

    Ranking(int capacity) {
        candidates = new Candidate[capacity];
        keys = new long[capacity];
        ties = new long[capacity];
    }

    /** Tells whether two keys are as good as equal. */
    @FunctionalInterface
    interface Nearness {

        /** Whether a key is near a lower one. */
        boolean near(long lower, long key);
    }

    void add(Candidate candidate, long key) {
        add(candidate, key, 0);
    }

    void add(Candidate candidate, long key, long tie) {
        insert(size++, candidate, key, tie);
    }

    /** Makes equal all keys near the lowest, then all near the lowest of the rest, and so on. */
    void level(Nearness nearness) {
        int lowest = 0;
        for (int place = 1; place < size; place++) {
            if (nearness.near(keys[lowest], keys[place])) {
                insert(place, candidates[place], keys[lowest], ties[place]);
            } else {
                lowest = place;
            }
        }
    }

    private void insert(int end, Candidate candidate, long key, long tie) {
        int place = end;
        while (place > 0 && (keys[place - 1] > key || keys[place - 1] == key && ties[place - 1] > tie)) {
            candidates[place] = candidates[place - 1];
            keys[place] = keys[place - 1];
            ties[place] = ties[place - 1];
            place--;
        }
        candidates[place] = candidate;
        keys[place] = key;
        ties[place] = tie;
    }

    List<Candidate> candidates() {
        return Arrays.asList(candidates);
    }
}
