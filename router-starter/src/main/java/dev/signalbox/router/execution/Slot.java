package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Availability;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of attempts.
 *
 * @param candidate what would be called
 * @param cooling its cooldown if it may only be called after that, else {@code null}
 * @param lastResort whether a cooldown set for its failure rate is ignored, because nothing else is usable
 */
record Slot(Candidate candidate, @Nullable Availability cooling, boolean lastResort) {

    boolean open(long nanos) {
        return cooling == null || cooling.until() - nanos <= 0;
    }
}
