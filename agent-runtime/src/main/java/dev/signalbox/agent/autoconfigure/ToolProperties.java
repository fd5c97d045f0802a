package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.approval.ApprovalRule;
import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.ToolSettings;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is said of a tool.
 *
 * @param effect What its use changes, which says what may be done with it after a failure or a crash.
 * @param approval When a person is asked first.
 * @param timeout How long one use may take.
 * @param retries How many times a use that failed is repeated.
 * @param backoff Wait before the first repetition, doubled with each.
 * @param concurrency How many uses may go on at once, in all runs of this process.
 * @param maxOutput How many characters of a result a model gets.
 */
@ConfigurationPropertiesSource
record ToolProperties(
        @Nullable Effect effect,
        @Nullable Approval approval,
        @Nullable Duration timeout,
        @Nullable Integer retries,
        @Nullable Duration backoff,
        @Nullable Integer concurrency,
        @Nullable Integer maxOutput) {

    /**
     * When a person is asked first.
     *
     * @param always Whether a person is asked for each use, whatever the arguments are.
     * @param when Condition over the tool's arguments, for example 'amount > 100'.
     * @param by Who may decide; anybody unless given.
     * @param within After what time it decides itself; never unless given.
     * @param onExpiry What it then decides.
     */
    record Approval(
            @DefaultValue("false") boolean always,
            @Nullable String when,
            @Nullable String by,
            @Nullable Duration within,
            @DefaultValue("deny") OnExpiry onExpiry) {

        private ApprovalRule rule() {
            return new ApprovalRule(always ? null : when, by, within, onExpiry.verdict);
        }
    }

    /** What an approval decides if nobody does in time. */
    enum OnExpiry {
        /** Not to do it. */
        DENY(Verdict.DENY),
        /** To do it. */
        APPROVE(Verdict.APPROVE);

        private final Verdict verdict;

        OnExpiry(Verdict verdict) {
            this.verdict = verdict;
        }
    }

    /**
     * The settings.
     *
     * @param property under which they are written
     * @throws ConfigurationProblem if something does not fit
     */
    ToolSettings settings(String property) {
        try {
            return ToolSettings.builder()
                    .effect(effect)
                    .approval(approval == null ? null : approval.rule())
                    .timeout(timeout)
                    .retries(retries)
                    .backoff(backoff)
                    .concurrency(concurrency)
                    .maxOutput(maxOutput)
                    .build();
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(property, null, e);
        }
    }
}
