package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.resilience.HealthRegistry;
import dev.signalbox.router.strategy.Strategies;
import dev.signalbox.router.strategy.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides calls and runs them, always against the newest snapshot of the configuration. */
public final class Engine {

    private final Clockwork clockwork;
    private final Publisher publisher;
    private final Strategies strategies;
    private final HealthRegistry health;
    private final @Nullable OutputValidator outputValidator;
    private final Set<StreamingDriver> openStreams = ConcurrentHashMap.newKeySet();
    private volatile Snapshot snapshot;

    /**
     * An engine with its first configuration.
     *
     * @param settings the configuration
     * @param cooldowns when deployments are left out
     * @param strategies strategies of the application
     * @param listeners who is told what happens
     * @param outputValidator checks answers against the JSON schemas of their requests; {@code null} if nobody does
     * @throws IllegalArgumentException if the configuration does not fit together
     */
    public Engine(
            Settings settings,
            Clockwork clockwork,
            CooldownSettings cooldowns,
            List<Strategy> strategies,
            List<RouterListener> listeners,
            @Nullable OutputValidator outputValidator) {
        this.clockwork = clockwork;
        this.outputValidator = outputValidator;
        this.publisher = new Publisher(List.copyOf(listeners));
        this.strategies = new Strategies(clockwork.random(), strategies);
        this.health = new HealthRegistry(cooldowns, clockwork.nanos());
        this.snapshot = build(settings);
    }

    /**
     * A configuration.
     *
     * @param catalogue the models
     * @param policies the policies
     * @param clients how deployments are called, by id
     * @param unusable deployments that cannot be called, by id
     */
    public record Settings(
            Catalogue catalogue,
            PolicySet policies,
            Map<String, DeploymentClient> clients,
            Map<String, Exclusion> unusable) {}

    private Snapshot build(Settings settings) {
        return new SnapshotBuilder(settings.catalogue(), settings.policies(), settings.clients(), settings.unusable())
                .build(strategies, health);
    }

    /** How a call would be routed now. Changes nothing. */
    public Decision explain(RequestFacts facts) {
        return plan(facts, null).decision();
    }

    /** Runs a call whose answer comes whole. */
    public Outcome call(CallRequest request) {
        Plan plan = plan(request.facts(), request.stayWith());
        return new BlockingDriver(new CallRun(this, request, plan, false), request, clockwork).call();
    }

    /**
     * Runs a call whose answer comes piece by piece.
     *
     * @param toException makes the exception for the handler from a call that failed
     */
    public void call(
            CallRequest request, StreamingChatResponseHandler handler, Function<Outcome, Throwable> toException) {
        Plan plan = plan(request.facts(), request.stayWith());
        CallRun run = new CallRun(this, request, plan, true);
        StreamingDriver driver =
                new StreamingDriver(run, request, clockwork, handler, toException, openStreams::remove);
        openStreams.add(driver);
        driver.call();
    }

    private Plan plan(RequestFacts facts, @Nullable String stayWith) {
        long id = (long) (clockwork.random().getAsDouble() * Long.MAX_VALUE);
        return new Decider(snapshot, facts, clockwork.nanos().getAsLong()).decide(Long.toHexString(id), stayWith);
    }

    /** The capabilities that every deployment has to which calls under that name may go; under any name if null. */
    public Set<Capability> commonCapabilities(@Nullable String name) {
        return snapshot.commonCapabilities(name);
    }

    /** Ends all open streams as cancelled; their handlers are told. */
    public void close() {
        openStreams.forEach(StreamingDriver::close);
    }

    /** The models in force. */
    public Catalogue catalogue() {
        return snapshot.catalogue();
    }

    /** The policies in force. */
    public PolicySet policies() {
        return snapshot.policies();
    }

    /** Whether callers may ask for that name: a policy, a model or an alias. */
    public boolean knows(String name) {
        return snapshot.route(name) != null;
    }

    Clockwork clockwork() {
        return clockwork;
    }

    Publisher publisher() {
        return publisher;
    }

    @Nullable
    OutputValidator outputValidator() {
        return outputValidator;
    }
}
