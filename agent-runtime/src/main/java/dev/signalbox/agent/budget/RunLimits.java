package dev.signalbox.agent.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use, its children included; what is {@code null} is not limited.
 *
 * @param costPico the cost of its model calls, in pico-USD
 * @param tokens the tokens of its model calls, both ways
 * @param modelCalls how many times it asks a model
 * @param toolCalls how many times it uses a tool
 * @param activeTime the time spent in models and tools, all branches added up
 * @param age the time since its start, however much of it was spent waiting
 * @param onLimit what happens at a limit; {@code null} where nothing is said, which is {@link OnLimit#FAIL} in the end
 */
@Builder(toBuilder = true)
public record RunLimits(
        @Nullable Long costPico,
        @Nullable Long tokens,
        @Nullable Long modelCalls,
        @Nullable Long toolCalls,
        @Nullable Duration activeTime,
        @Nullable Duration age,
        @Nullable OnLimit onLimit) {

    /** No limits. */
    public static final RunLimits NONE = builder().build();

    private static final Pattern USD = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*USD");
    private static final int PICO_DIGITS = 12;

    /** Builds limits; Lombok fills in the other setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class RunLimitsBuilder {
        /**
         * Limits the cost.
         *
         * @param amount for example {@code 0.50 USD}
         * @throws IllegalArgumentException if it is no amount of money
         */
        public RunLimitsBuilder cost(String amount) {
            return costPico(pico(amount));
        }
    }

    private static long pico(String amount) {
        Matcher written = USD.matcher(amount.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException(
                    "'" + amount + "' is no amount of money. Write it with its unit, for example '0.50 USD'.");
        }
        try {
            return new BigDecimal(written.group(1)).movePointRight(PICO_DIGITS).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + amount + "' cannot be kept exactly. At most twelve decimal places and nine million USD are"
                            + " allowed.",
                    e);
        }
    }

    /** These limits where they say something, else the others'. */
    public RunLimits over(RunLimits others) {
        return new RunLimits(
                costPico == null ? others.costPico : costPico,
                tokens == null ? others.tokens : tokens,
                modelCalls == null ? others.modelCalls : modelCalls,
                toolCalls == null ? others.toolCalls : toolCalls,
                activeTime == null ? others.activeTime : activeTime,
                age == null ? others.age : age,
                onLimit == null ? others.onLimit : onLimit);
    }

    /** What happens at a limit. */
    OnLimit atLimit() {
        return onLimit == null ? OnLimit.FAIL : onLimit;
    }
}
