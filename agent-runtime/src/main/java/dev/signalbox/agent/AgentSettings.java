package dev.signalbox.agent;

import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.agent.journal.OnDivergence;
import java.time.Duration;
import java.util.Map;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all runs of a runtime.
 *
 * @param roles the policy of each role; none unless given
 * @param escalation the policy of the one call by which a branch that has got stuck is helped; none unless given
 * @param limits what a run may use that says nothing itself; nothing is limited unless given
 * @param onDivergence what happens if a program does something else than its journal says; {@link OnDivergence#FAIL}
 *     unless given
 * @param transientFailures how many times in a row a run waits for a passing failure of a model before the call has failed
 *     for good; 5 unless given
 * @param backoff how long it waits the first time, twice as long each time after that; 2 seconds unless given
 * @param keepRequests whether steps keep what models and tools were asked; true unless given. If not, approvals keep the arguments of
 *     tools until they are {@linkplain AgentRuntime#forgetRequests forgotten}, and what models answered has them anyway
 * @param memoryMessages how many messages a conversation keeps; 100 unless given
 */
@Builder(toBuilder = true)
public record AgentSettings(
        Map<Role, String> roles,
        @Nullable String escalation,
        RunLimits limits,
        OnDivergence onDivergence,
        int transientFailures,
        Duration backoff,
        boolean keepRequests,
        int memoryMessages) {

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 20;

    /** Copies the roles. */
    public AgentSettings {
        roles = Map.copyOf(roles);
    }

    /** How long to wait after so many passing failures in a row. */
    Duration backoff(int failures) {
        Duration wait = backoff.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    /** Builds settings; Lombok fills in the setters. */
    @SuppressWarnings({"UnusedVariable", "NullAway.Init"}) // read and written by what Lombok generates
    public static final class AgentSettingsBuilder {
        private Map<Role, String> roles = Map.of();
        private RunLimits limits = RunLimits.NONE;
        private OnDivergence onDivergence = OnDivergence.FAIL;
        private int transientFailures = 5;
        private Duration backoff = Duration.ofSeconds(2);
        private boolean keepRequests = true;
        private int memoryMessages = 100;
    }
}
