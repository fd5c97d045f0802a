package dev.signalbox.agent.tool;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts in how many rounds in a row one AI service has used a tool with the same arguments. A round is what tools it uses
 * between two turns of a model. Thread-safe.
 */
final class LoopGuard {

    private Map<String, Integer> before = Map.of();
    private Map<String, Integer> now = new HashMap<>();
    private long round = -1;

    /** The number of rounds in a row, this one included, in which this was used. */
    synchronized int met(long inRound, String use) {
        if (inRound != round) {
            before = now;
            now = new HashMap<>();
            round = inRound;
        }
        return now.computeIfAbsent(use, it -> before.getOrDefault(it, 0) + 1);
    }
}
