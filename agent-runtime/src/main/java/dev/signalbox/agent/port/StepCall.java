package dev.signalbox.agent.port;

import dev.signalbox.agent.journal.StepUse;
import org.jspecify.annotations.Nullable;

/**
 * A model call of a step, ended.
 *
 * @param facts what its origin said of it
 * @param policy the policy by which it went, {@code null} if nothing is known of policies
 * @param deployment the deployment that answered, {@code null} if none did or it is not known
 * @param decision the id of the decision about it, {@code null} if there is none
 * @param use tokens and known cost of all its attempts, also of those that failed
 * @param costKnown whether the cost is all that it cost
 */
public record StepCall(
        StepFacts facts,
        @Nullable String policy,
        @Nullable String deployment,
        @Nullable String decision,
        StepUse use,
        boolean costKnown) {}
