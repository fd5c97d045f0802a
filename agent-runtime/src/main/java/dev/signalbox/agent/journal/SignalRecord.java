package dev.signalbox.agent.journal;

import java.time.Instant;

/**
 * Something said to a run from outside.
 *
 * @param run the run
 * @param name what the run waits for
 * @param number 1 for the first signal of that name in the run
 * @param payload JSON
 * @param at when it was said
 */
public record SignalRecord(RunId run, String name, int number, String payload, Instant at) {}
