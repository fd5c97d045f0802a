package dev.signalbox.test.agent;

import java.util.List;
import java.util.Map;

/**
 * What came of a scenario whose processes were killed, each time elsewhere.
 *
 * @param kills how many times a process was killed
 * @param failures the ways in which the scenario came out otherwise than it does when nothing is killed, for people
 * @param repeatedSteps steps that were recorded and done again nevertheless, for people
 * @param repeatedEffects how many times what was done once was done again
 */
public record CrashReport(
        int kills, List<String> failures, List<String> repeatedSteps, Map<String, Integer> repeatedEffects) {

    /** Copies what it is given. */
    public CrashReport {
        failures = List.copyOf(failures);
        repeatedSteps = List.copyOf(repeatedSteps);
        repeatedEffects = Map.copyOf(repeatedEffects);
    }
}
