package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.RequestFacts.RequestFactsBuilder;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.resilience.HealthRegistry;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.strategy.Statistics;
import dev.signalbox.router.strategy.Strategies;
import dev.signalbox.router.strategy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides calls and runs them, always against the newest snapshot of the configuration. */
public final class Engine {

    private final Parts parts;
    private final Publisher publisher;
    private final Statistics statistics;
    private final Strategies strategies;
    private final HealthRegistry health;
    private final Sessions sessions = new Sessions();
    private final ShadowTargets shadowTargets;
    private final Shadows shadows;
    private final Set<StreamingDriver> openStreams = ConcurrentHashMap.newKeySet();
    private volatile Snapshot snapshot;

    /**
     * An engine with its first configuration.
     *
     * @param settings the configuration
     * @throws IllegalArgumentException if the configuration does not fit together
     */
    public Engine(Settings settings, Parts parts) {
        Clockwork clockwork = parts.clockwork();
        this.parts = parts;
        this.publisher = new Publisher(List.copyOf(parts.listeners()));
        this.statistics = new Statistics(clockwork.nanos());
        this.strategies = new Strategies(clockwork.random(), statistics, parts.strategies());
        this.health = new HealthRegistry(parts.cooldowns(), clockwork.nanos());
        this.shadowTargets = new ShadowTargets(health, statistics, parts.rateLimiter());
        this.shadows = new Shadows(this, shadowTargets);
        this.snapshot = build(settings);
    }

    /**
     * What an engine works with, whatever the configuration.
     *
     * @param clockwork time, chance and threads
     * @param cooldowns when deployments are left out
     * @param rateLimiter keeps deployments within their limits per minute; needed only where there are any
     * @param outputValidator holds answers to JSON schemas; needed only where a policy asks for it
     * @param strategies strategies of the application
     * @param listeners who is told what happens
     */
    public record Parts(
            Clockwork clockwork,
            CooldownSettings cooldowns,
            @Nullable RateLimiter rateLimiter,
            @Nullable OutputValidator outputValidator,
            List<Strategy> strategies,
            List<RouterListener> listeners) {}

    /**
     * A configuration.
     *
     * @param catalogue the models
     * @param policies the policies
     * @param clients how deployments are called, by id: with each of their keys, in the order in which keys are used
     * @param unusable deployments that cannot be called, by id
     */
    public record Settings(
            Catalogue catalogue,
            PolicySet policies,
            Map<String, List<KeyedClient>> clients,
            Map<String, Exclusion> unusable) {}

    private Snapshot build(Settings settings) {
        Targets targets = new Targets(settings.clients(), settings.unusable(), health, statistics, parts.rateLimiter());
        return new SnapshotBuilder(settings.catalogue(), settings.policies(), targets).build(strategies);
    }

    /** How a call would be routed now. Changes nothing. */
    public Decision explain(RequestFacts facts) {
        return plan(facts, null).decision();
    }

    /** Runs a call whose answer comes whole. */
    public Outcome call(CallRequest request) {
        Plan plan = plan(request.facts(), request.stayWith());
        CallRun run = new CallRun(this, request, plan, false);
        Outcome outcome = new BlockingDriver(run, request, clockwork()).call();
        shadows.follow(request, plan, outcome);
        return outcome;
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
                new StreamingDriver(run, request, clockwork(), handler, toException, (ended, outcome) -> {
                    openStreams.remove(ended);
                    shadows.follow(request, plan, outcome);
                });
        openStreams.add(driver);
        driver.call();
    }

    private Plan plan(RequestFacts given, @Nullable String servedBy) {
        RequestFacts facts = given.callId() == null || given.moment() == null ? begun(given) : given;
        long now = clockwork().nanos().getAsLong();
        return new Decider(snapshot, facts, sessions, now).decide(servedBy);
    }

    /** Begins the facts of a call: what names it, and when it is made. */
    public RequestFactsBuilder begin() {
        return RequestFacts.builder()
                .callId(newId())
                .moment(clockwork().instants().instant());
    }

    RequestFacts begun(RequestFacts facts) {
        return facts.toBuilder()
                .callId(facts.callId() == null ? newId() : facts.callId())
                .moment(facts.moment() == null ? clockwork().instants().instant() : facts.moment())
                .build();
    }

    private String newId() {
        return Long.toHexString((long) (clockwork().random().getAsDouble() * Long.MAX_VALUE));
    }

    /** The capabilities that every deployment has to which calls under that name may go; under any name if null. */
    public Set<Capability> commonCapabilities(@Nullable String name) {
        return snapshot.commonCapabilities(name);
    }

    /** Ends all open streams as cancelled; their handlers are told. Shadows are dropped. */
    public void close() {
        shadows.close();
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

    /**
     * Takes a deployment out until {@link #resume}: nothing new starts, what is under way goes on.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public void drain(String deploymentId) {
        target(deploymentId).health().drain();
    }

    /**
     * Lets a drained deployment in again.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public void resume(String deploymentId) {
        target(deploymentId).health().resume();
    }

    /**
     * How many attempts at a deployment are under way, those of shadows included.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public int inFlight(String deploymentId) {
        return target(deploymentId).load().statistics().inFlight() + shadowTargets.inFlight(deploymentId);
    }

    private Target target(String deploymentId) {
        Target target = snapshot.targets().get(deploymentId);
        if (target == null) {
            throw new IllegalArgumentException("'" + deploymentId + "' is not a deployment."
                    + Names.known(
                            "deployments", deploymentId, snapshot.targets().keySet()));
        }
        return target;
    }

    /** After which silence a call is hedged, {@code null} if it is not. */
    @Nullable
    Duration hedgeAfter(Decision decision, boolean streaming) {
        Hedge hedge = decision.policy().hedge();
        if (hedge == null || hedge.percentile() == null || decision.candidates().isEmpty()) {
            return hedge == null ? null : hedge.after();
        }
        String first = decision.candidates().get(0).deployment().id();
        long usual = statistics.of(first).latencyNanos(streaming, hedge.percentile() / 100);
        return usual < 0 ? hedge.after() : Duration.ofNanos(Math.max(1, usual));
    }

    @Nullable
    OutputValidator outputValidator() {
        return parts.outputValidator();
    }

    Clockwork clockwork() {
        return parts.clockwork();
    }

    Sessions sessions() {
        return sessions;
    }

    void publish(RouterEvent event) {
        publisher.publish(event);
    }
}
