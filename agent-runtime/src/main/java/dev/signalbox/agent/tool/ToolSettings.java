package dev.signalbox.agent.tool;

import dev.signalbox.agent.approval.ApprovalRule;
import java.time.Duration;
import java.util.function.Function;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a tool; {@code null} where nothing is.
 *
 * @param effect what its use changes
 * @param approval when a person is asked first
 * @param timeout how long one use may take
 * @param retries how many times a use that failed is repeated
 * @param backoff the wait before the first repetition, doubled with each
 * @param concurrency how many uses may go on at once
 * @param maxOutput how many characters of a result a model gets
 */
@Builder
public record ToolSettings(
        @Nullable Effect effect,
        @Nullable ApprovalRule approval,
        @Nullable Duration timeout,
        @Nullable Integer retries,
        @Nullable Duration backoff,
        @Nullable Integer concurrency,
        @Nullable Integer maxOutput) {

    /** Says nothing. */
    public static final ToolSettings NONE = builder().build();

    static final ToolSettings STANDARD = builder()
            .retries(0)
            .backoff(Duration.ofMillis(500))
            .maxOutput(20_000)
            .build();

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive, or the retries are negative
     */
    public ToolSettings {
        require("time-out", timeout == null || timeout.compareTo(Duration.ZERO) > 0, timeout, "longer than nothing");
        require("number of retries", retries == null || retries >= 0, retries, "0 or more");
        require("backoff", backoff == null || !backoff.isNegative(), backoff, "no time or some");
        require("concurrency", concurrency == null || concurrency > 0, concurrency, "1 or more");
        require("output limit", maxOutput == null || maxOutput > 0, maxOutput, "1 character or more");
    }

    private static void require(String what, boolean holds, @Nullable Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("The " + what + " of a tool is " + allowed + ", not " + value + ".");
        }
    }

    /** These settings where they say something, else the others. */
    public ToolSettings over(ToolSettings others) {
        return new ToolSettings(
                first(others, ToolSettings::effect),
                first(others, ToolSettings::approval),
                first(others, ToolSettings::timeout),
                first(others, ToolSettings::retries),
                first(others, ToolSettings::backoff),
                first(others, ToolSettings::concurrency),
                first(others, ToolSettings::maxOutput));
    }

    private <T> @Nullable T first(ToolSettings others, Function<ToolSettings, @Nullable T> setting) {
        T here = setting.apply(this);
        return here == null ? setting.apply(others) : here;
    }
}
