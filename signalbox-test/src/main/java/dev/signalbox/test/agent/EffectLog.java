package dev.signalbox.test.agent;

import java.util.Map;
import java.util.TreeMap;

/** Counts what models and tools of a test have really done, however often the process was killed. Thread-safe. */
public final class EffectLog {

    private final Map<String, Integer> effects = new TreeMap<>();

    /** It was done, once more. */
    public synchronized void happened(String effect) {
        effects.merge(effect, 1, Integer::sum);
    }

    /** How often it was done. */
    public synchronized int count(String effect) {
        return effects.getOrDefault(effect, 0);
    }

    /** How often each thing was done. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(effects);
    }
}
