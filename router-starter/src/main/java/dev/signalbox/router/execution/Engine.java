package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RateLimitRefusal;
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
    private final PreferredOrder preferredOrder;
    private final HealthRegistry health;
    private final Sessions sessions = new Sessions();
    private final Shadows shadows;
    private final Set<StreamingDriver> openStreams = ConcurrentHashMap.newKeySet();
    private final Operations operations;
    private final BudgetDesk budgets;
    private final BudgetOperations budgetOperations;
    private final RateLimitDesk rateLimits;
    private volatile Snapshot snapshot;

    /**
     * An engine with its first configuration.
     *
     * @param settings the configuration
     * @throws MissingOutputValidatorException if a policy checks answers and there is no validator
     * @throws MissingBudgetStoreException if there is a budget and no store for it
     * @throws MissingRateLimiterException if there are limits per minute and no rate limiter
     * @throws UnusablePolicyException if a policy has no deployment that could ever be called
     * @throws IllegalArgumentException if the configuration does not fit together
     */
    public Engine(Settings settings, Parts parts) {
        Clockwork clockwork = parts.clockwork();
        this.parts = parts;
        this.publisher = new Publisher(List.copyOf(parts.listeners()));
        this.statistics = new Statistics(clockwork.nanos());
        this.strategies = new Strategies(clockwork.random(), statistics, parts.strategies());
        this.preferredOrder = new PreferredOrder(strategies, statistics);
        this.health = new HealthRegistry(settings.cooldowns(), clockwork.nanos());
        ShadowTargets shadowTargets = new ShadowTargets(health, statistics, parts.rateLimiter());
        this.shadows = new Shadows(this, shadowTargets);
        this.budgets = new BudgetDesk(
                parts.budgetStore(),
                clockwork,
                publisher,
                this::budgetsInForce,
                List.copyOf(parts.budgetContributors()));
        this.budgetOperations = new BudgetOperations(budgets, this::budgetsInForce, clockwork);
        this.rateLimits = new RateLimitDesk(parts.rateLimiter(), List.copyOf(parts.rateLimitContributors()));
        this.snapshot = build(settings);
        this.operations = new Operations(() -> snapshot, clockwork.nanos(), publisher, shadowTargets);
    }

    /**
     * What an engine works with, whatever the configuration.
     *
     * @param clockwork time, chance and threads
     * @param rateLimiter keeps deployments and calls within their limits per minute; needed only where there are any
     * @param budgetStore counts what budgets have used; needed only where there are any
     * @param rateLimitContributors add rate limits to those that are configured
     * @param budgetContributors add budgets to those that are configured
     * @param outputValidator holds answers to JSON schemas; needed only where a policy asks for it
     * @param strategies strategies of the application
     * @param listeners who is told what happens
     */
    public record Parts(
            Clockwork clockwork,
            @Nullable RateLimiter rateLimiter,
            @Nullable BudgetStore budgetStore,
            List<RateLimitContributor> rateLimitContributors,
            List<BudgetContributor> budgetContributors,
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
     * @param cooldowns when deployments are left out
     * @param budgets what may be used
     * @param rateLimits the rate limits that calls may be under
     */
    public record Settings(
            Catalogue catalogue,
            PolicySet policies,
            Map<String, List<KeyedClient>> clients,
            Map<String, Exclusion> unusable,
            CooldownSettings cooldowns,
            BudgetSettings budgets,
            List<RateLimit> rateLimits) {}

    /**
     * Puts another configuration in the place of the one in force: whole, or if it does not fit together, not at all.
     * Calls under way end by the one they began with. Cooldowns, drains, statistics, sessions and limits go by the ids of
     * deployments and carry on; what was disabled may be called again.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public synchronized void reload(Settings settings) {
        Snapshot next = build(settings);
        health.reloaded(settings.cooldowns());
        snapshot = next;
        publish(new RouterEvent.ConfigurationReloaded(next.catalogue(), next.policies()));
    }

    private Snapshot build(Settings settings) {
        requireParts(settings);
        Targets targets = new Targets(settings.clients(), settings.unusable(), health, statistics, parts.rateLimiter());
        ScopedBudgets scoped = ScopedBudgets.of(settings.budgets());
        List<RateLimit> limits = List.copyOf(settings.rateLimits());
        return new SnapshotBuilder(settings.catalogue(), settings.policies(), targets, scoped, limits)
                .build(strategies);
    }

    private void requireParts(Settings settings) {
        for (Policy policy : settings.policies().policies().values()) {
            if (parts.outputValidator() == null && policy.fallbacks().invalidOutput() != InvalidOutput.PASS) {
                throw new MissingOutputValidatorException(policy);
            }
        }
        for (Deployment deployment : settings.catalogue().deployments()) {
            if (parts.rateLimiter() == null && deployment.limits().perMinute()) {
                throw new MissingRateLimiterException(deployment);
            }
        }
        for (Budget budget : settings.budgets().budgets()) {
            if (parts.budgetStore() == null) {
                throw new MissingBudgetStoreException(budget);
            }
        }
        if (parts.budgetStore() == null && !parts.budgetContributors().isEmpty()) {
            throw new MissingBudgetStoreException(null);
        }
        requireRateLimiter(settings.rateLimits());
    }

    private void requireRateLimiter(List<RateLimit> configured) {
        if (parts.rateLimiter() == null && rateLimits.isNeeded(configured)) {
            throw new MissingRateLimiterException(configured.isEmpty() ? null : configured.get(0));
        }
    }

    /** How a call would be routed now. Changes nothing. */
    public Decision explain(RequestFacts facts) {
        return foreseen(facts).decision();
    }

    /** Runs a call whose answer comes whole. */
    public Outcome call(CallRequest request) {
        Plan plan = plan(request);
        CallRun run = new CallRun(this, request, plan, false);
        Outcome outcome = new BlockingDriver(run, request, clockwork()).call();
        shadows.follow(request, plan, outcome);
        return outcome;
    }

    /**
     * Runs a call whose answer comes piece by piece.
     *
     * @param toException makes the exception for the handler from a call that failed
     * @return cancels the call, after which the handler is told nothing more
     */
    public StreamingHandle call(
            CallRequest request, StreamingChatResponseHandler handler, Function<Outcome, Throwable> toException) {
        Plan plan = plan(request);
        CallRun run = new CallRun(this, request, plan, true);
        StreamingDriver driver =
                new StreamingDriver(run, request, clockwork(), handler, toException, (ended, outcome) -> {
                    openStreams.remove(ended);
                    shadows.follow(request, plan, outcome);
                });
        openStreams.add(driver);
        driver.call();
        return driver;
    }

    private Plan plan(CallRequest request) {
        return decider(request.facts())
                .within(budgets, false)
                .besides(request.budgets())
                .decide(request.stayWith());
    }

    private Plan foreseen(RequestFacts facts) {
        return decider(facts).within(budgets, true).decide(null);
    }

    private Decider decider(RequestFacts given) {
        RequestFacts facts = given.callId() == null || given.moment() == null ? begun(given) : given;
        long now = clockwork().nanos().getAsLong();
        return new Decider(snapshot, facts, sessions, now).preferring(preferredOrder);
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
        budgets.close();
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

    /** Whether a name that callers may ask for stands for embedding models. */
    public boolean embeds(String name) {
        Route route = snapshot.route(name);
        return route != null && route.embeds();
    }

    /** What a person may ask and do about deployments. */
    public Operations operations() {
        return operations;
    }

    /** What a person may ask and do about budgets. */
    public BudgetOperations budgetOperations() {
        return budgetOperations;
    }

    BudgetDesk budgets() {
        return budgets;
    }

    private ScopedBudgets budgetsInForce() {
        return snapshot.budgets();
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

    /** The rate limits that a call is under. */
    CallLimits limits(Plan plan) {
        return rateLimits.of(plan);
    }

    /** The rate limits that would refuse a call with these facts now, as far as this node knows. Asks no store. */
    public List<RateLimitRefusal> limitedBy(RequestFacts facts) {
        return rateLimits.refusals(foreseen(facts));
    }

    /** The rate limits in force, without those that contributors add. */
    public List<RateLimit> rateLimits() {
        return snapshot.rateLimits();
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

    AttemptScope sending(Decision decision, int attempt) {
        return publisher.sending(decision, attempt);
    }
}
