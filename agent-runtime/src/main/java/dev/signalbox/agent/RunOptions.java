package dev.signalbox.agent;

import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.agent.budget.RunLimits.RunLimitsBuilder;
import dev.signalbox.agent.journal.OnDivergence;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * How a run is started.
 *
 * @param key whoever starts a run with the same key gets the same run; {@code null} for always a new one
 * @param tenant for which customer it is
 * @param user for which person it is
 * @param tags whatever else rules look at
 * @param limits what it may use; the runtime's defaults hold where this says nothing
 * @param onDivergence what happens if its program does something else than its journal says; {@code null} for the
 *     runtime's default
 */
@Builder(toBuilder = true)
public record RunOptions(
        @Nullable String key,
        @Nullable String tenant,
        @Nullable String user,
        Map<String, String> tags,
        RunLimits limits,
        @Nullable OnDivergence onDivergence) {

    /** Nothing said. */
    public static final RunOptions NONE = builder().build();

    /** Copies the tags. */
    public RunOptions {
        tags = Map.copyOf(tags);
    }

    /** Builds options; Lombok fills in the other setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class RunOptionsBuilder {
        private Map<String, String> tags = Map.of();
        private RunLimits limits = RunLimits.NONE;

        /** Adds a tag. */
        public RunOptionsBuilder tag(String name, String value) {
            Map<String, String> more = new TreeMap<>(tags);
            more.put(name, value);
            return tags(more);
        }

        /** Says what the run may use. */
        public RunOptionsBuilder budget(UnaryOperator<RunLimitsBuilder> budget) {
            return limits(budget.apply(limits.toBuilder()).build());
        }
    }
}
