package dev.signalbox.agent.port;

import dev.signalbox.agent.journal.RunId;
import java.util.List;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a step that asks a model.
 *
 * @param run its run
 * @param ancestors the parent of the run, the parent's parent and so on; they pay too
 * @param agent which agent asks
 * @param role in which role, for example {@code plan}
 * @param policy the policy that the role stands for; anything that the call or its method names wins over it
 * @param forcedPolicy the policy of this one call, whatever its method names; {@code null} for none
 * @param step names the step within its run
 * @param lastWord whether it is the last call of a run that has reached a limit, which its own money does not hold back
 * @param tenant for which customer the run is
 * @param user for which person the run is
 * @param tags whatever else rules look at
 */
@Builder(toBuilder = true)
public record StepFacts(
        RunId run,
        List<RunId> ancestors,
        @Nullable String agent,
        @Nullable String role,
        @Nullable String policy,
        @Nullable String forcedPolicy,
        String step,
        boolean lastWord,
        @Nullable String tenant,
        @Nullable String user,
        Map<String, String> tags) {

    /** Copies the ancestors and the tags. */
    public StepFacts {
        ancestors = List.copyOf(ancestors);
        tags = Map.copyOf(tags);
    }

    /** Builds facts; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class StepFactsBuilder {
        private List<RunId> ancestors = List.of();
        private Map<String, String> tags = Map.of();
    }
}
