package dev.signalbox.agent.web;

import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.budget.RunLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use, as clients say it.
 *
 * @param cost for example {@code 0.50 USD}
 * @param tokens both ways
 * @param modelCalls how many times it asks a model
 * @param toolCalls how many times it uses a tool
 * @param activeTime in ISO-8601
 * @param age in ISO-8601
 * @param onLimit what happens at a limit
 */
record LimitsBody(
        @Nullable String cost,
        @Nullable Long tokens,
        @Nullable Long modelCalls,
        @Nullable Long toolCalls,
        @Nullable Duration activeTime,
        @Nullable Duration age,
        @Nullable OnLimit onLimit) {

    RunLimits limits() {
        RunLimits.RunLimitsBuilder limits = RunLimits.builder()
                .tokens(tokens)
                .modelCalls(modelCalls)
                .toolCalls(toolCalls)
                .activeTime(activeTime)
                .age(age)
                .onLimit(onLimit);
        return cost == null ? limits.build() : limits.cost(cost).build();
    }
}
