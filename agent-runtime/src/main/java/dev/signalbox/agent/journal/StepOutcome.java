package dev.signalbox.agent.journal;

import java.util.List;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param result JSON, {@code null} after a failure
 * @param error JSON, {@code null} after a success
 * @param policy the policy by which a model was called
 * @param deployment the deployment that answered
 * @param decision the id of the router's decision
 * @param use tokens and cost
 * @param events what happened with it
 */
@Builder
public record StepOutcome(
        @Nullable String result,
        @Nullable String error,
        @Nullable String policy,
        @Nullable String deployment,
        @Nullable String decision,
        StepUse use,
        List<Happening> events) {

    /** Copies the events. */
    public StepOutcome {
        events = List.copyOf(events);
    }

    /** A result without use. */
    public static StepOutcome of(@Nullable String result) {
        return builder().result(result).build();
    }

    /** A failure without use. */
    public static StepOutcome failed(String error) {
        return builder().error(error).build();
    }

    /** Builds an outcome; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class StepOutcomeBuilder {
        private StepUse use = StepUse.NONE;
        private List<Happening> events = List.of();
    }
}
