package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.journal.OnDivergence;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application writes below {@code signalbox.agent}.
 *
 * @param enabled Whether there is a runtime of agents.
 * @param store Where the journals of runs are kept.
 * @param roles Policies of the roles plan, work, review and answer, for agents that name none themselves.
 * @param escalation Policy of the one call by which a branch that has got stuck is helped; none unless given.
 * @param limits What a run may use that says nothing itself.
 * @param onDivergence What happens if a program does something else than its journal says.
 * @param transientFailures How many times in a row a run waits for a passing failure of a model before the call has failed
 *     for good.
 * @param backoff How long it waits the first time, twice as long each time after that.
 * @param keepRequests Whether steps keep what models and tools were asked. If not, approvals forget the arguments of tools soon
 *     after the use; what models answered, and with it the arguments that they gave, is kept all the same. What was
 *     written before is forgotten too, of all runs in the store.
 * @param memoryMessages How many messages a conversation keeps.
 * @param dispatcher Who works on runs and when.
 * @param tools What is said of tools, by name, in place of what their annotations say.
 * @param loop What is done with models that use a tool with the same arguments in one round after another.
 * @param retention How long what runs did is kept.
 * @param web The HTTP API of runs.
 * @param observations What Micrometer is told.
 */
@ConfigurationProperties(AgentProperties.PREFIX)
record AgentProperties(
        @DefaultValue("true") boolean enabled,
        @NestedConfigurationProperty @DefaultValue StoreProperties store,
        @DefaultValue Map<String, String> roles,
        @Nullable String escalation,
        @NestedConfigurationProperty @DefaultValue LimitsProperties limits,
        @DefaultValue("fail") OnDivergence onDivergence,
        @DefaultValue("5") int transientFailures,
        @DefaultValue("2s") Duration backoff,
        @DefaultValue("true") boolean keepRequests,
        @DefaultValue("100") int memoryMessages,
        @NestedConfigurationProperty @DefaultValue DispatcherProperties dispatcher,
        @DefaultValue Map<String, ToolProperties> tools,
        @DefaultValue Loop loop,
        @DefaultValue Retention retention,
        @DefaultValue Web web,
        @DefaultValue Observations observations) {

    static final String PREFIX = "signalbox.agent";

    /**
     * What is done with models that use a tool with the same arguments in one round after another.
     *
     * @param correctAt Round from which on the model is told.
     * @param escalateAt Round from which on a stronger model has the next turn.
     * @param blockAt Round from which on the tool is not used any more.
     * @param stopAt Round in which the run fails.
     */
    record Loop(
            @DefaultValue("3") int correctAt,
            @DefaultValue("4") int escalateAt,
            @DefaultValue("5") int blockAt,
            @DefaultValue("6") int stopAt) {}

    /**
     * How long what runs did is kept.
     *
     * @param requests How long steps and decided approvals keep what was asked; what came of it stays.
     * @param runs How long runs are kept after their end; for ever unless given.
     */
    record Retention(
            @DefaultValue("30d") Duration requests,
            @Nullable Duration runs) {}

    /**
     * The HTTP API of runs.
     *
     * @param enabled Whether it is open. It asks nobody who they are: put Spring Security in front.
     * @param path Path below which it is served.
     * @param heartbeat After which silence a stream of events gets a comment, so that nobody on the way gives up.
     */
    record Web(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("/agent") String path,
            @DefaultValue("15s") Duration heartbeat) {}

    /**
     * What Micrometer is told, where the application has a registry for it.
     *
     * @param enabled Whether runs and their tools are observed, and so traced.
     * @param meters Whether meters of runs and steps are kept.
     */
    record Observations(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("true") boolean meters) {}
}
