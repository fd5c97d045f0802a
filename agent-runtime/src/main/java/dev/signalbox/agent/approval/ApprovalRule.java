package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a person is asked before a tool is used.
 *
 * @param when a condition over the tool's arguments, for example {@code amount > 100}; {@code null} for always. A condition
 *     that cannot be evaluated counts as met
 * @param by who may decide, {@code null} for anybody
 * @param within after what time it decides itself, {@code null} for never
 * @param onExpiry what it then decides, {@link Verdict#DENY} or {@link Verdict#APPROVE}
 */
public record ApprovalRule(
        @Nullable String when,
        @Nullable String by,
        @Nullable Duration within,
        Verdict onExpiry) {

    /** Always, anybody, for any time. */
    public static final ApprovalRule ALWAYS = new ApprovalRule(null, null, null, Verdict.DENY);

    /**
     * Checks time and verdict.
     *
     * @throws IllegalArgumentException if the time is not positive, or the verdict takes more than a time that is over
     */
    public ApprovalRule {
        if (within != null && (within.isZero() || within.isNegative())) {
            throw new IllegalArgumentException(
                    "The time within which an approval is decided is " + within + ". It must be longer than nothing.");
        }
        if (onExpiry != Verdict.DENY && onExpiry != Verdict.APPROVE) {
            throw new IllegalArgumentException(
                    "An approval cannot decide itself as " + onExpiry + ". Write DENY or APPROVE.");
        }
    }
}
