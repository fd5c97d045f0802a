package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;
import java.util.List;

/**
 * A comparison that has ended.
 *
 * @param report what it found
 * @param outcomes what came of each call, in the order of repetitions, prompts and contenders
 * @param partial whether calls are missing, because of the cost limit, limits, keys or an interruption
 * @param called how many calls were made now; the others were known before
 * @param ungraded how many answers have no grade and are left out of the quality
 * @param cost what all calls cost, without judges
 * @param gradingCost what judges cost
 */
public record ComparisonResult(
        ComparisonReport report,
        List<Outcome> outcomes,
        boolean partial,
        int called,
        int ungraded,
        Cost cost,
        Cost gradingCost) {

    /** Copies the outcomes. */
    public ComparisonResult {
        outcomes = List.copyOf(outcomes);
    }
}
