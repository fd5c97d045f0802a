package dev.signalbox.agent.event;

import dev.signalbox.agent.journal.RunId;
import java.time.Instant;

/**
 * Where and when something happened.
 *
 * @param run in which run
 * @param seq its place among all that happened in the run; 0 for what is not kept
 * @param at when
 */
public record Moment(RunId run, long seq, Instant at) {

    static Moment passing(RunId run, Instant at) {
        return new Moment(run, 0, at);
    }
}
