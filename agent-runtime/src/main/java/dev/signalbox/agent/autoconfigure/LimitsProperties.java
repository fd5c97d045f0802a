package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.router.autoconfigure.Checks;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a run may use that says nothing itself, its children included.
 *
 * @param cost Cost of its model calls, for example '0.50 USD'.
 * @param tokens Tokens of its model calls, both ways.
 * @param modelCalls How many times it asks a model.
 * @param toolCalls How many times it uses a tool.
 * @param activeTime Time spent in models and tools, all branches added up.
 * @param age Time since its start, however much of it was spent waiting.
 * @param onLimit What happens at a limit: it fails, it is parked until a person decides, or it has one last call without
 *     tools to finish.
 */
record LimitsProperties(
        @Nullable String cost,
        @Nullable Long tokens,
        @Nullable Long modelCalls,
        @Nullable Long toolCalls,
        @Nullable Duration activeTime,
        @Nullable Duration age,
        @DefaultValue("fail") OnLimit onLimit) {

    private static final String PREFIX = AgentProperties.PREFIX + ".limits";

    /**
     * The limits.
     *
     * @throws ConfigurationProblem if something does not fit
     */
    RunLimits limits() {
        Checks checks = new Checks(PREFIX);
        RunLimits.RunLimitsBuilder limits = RunLimits.builder()
                .tokens(checks.atLeastOneOrNull("tokens", tokens))
                .modelCalls(checks.atLeastOneOrNull("model-calls", modelCalls))
                .toolCalls(checks.atLeastOneOrNull("tool-calls", toolCalls))
                .activeTime(checks.positiveOrNull("active-time", activeTime))
                .age(checks.positiveOrNull("age", age))
                .onLimit(onLimit);
        try {
            return cost == null ? limits.build() : limits.cost(cost).build();
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(PREFIX + ".cost", cost, e);
        }
    }
}
