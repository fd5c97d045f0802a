package dev.signalbox.router;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.BudgetContributor;
import dev.signalbox.router.execution.BudgetSettings;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.Engine;
import dev.signalbox.router.execution.KeyedClient;
import dev.signalbox.router.execution.MissingBudgetStoreException;
import dev.signalbox.router.execution.MissingOutputValidatorException;
import dev.signalbox.router.execution.MissingRateLimiterException;
import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.execution.RateLimitContributor;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Collects what a router is made of. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class RouterBuilder {

    private final Catalogue catalogue;
    private final PolicySet policies;
    private final Map<String, List<KeyedClient>> clients = new LinkedHashMap<>();
    private final Map<String, Exclusion> unusable = new LinkedHashMap<>();
    private final List<Strategy> strategies = new ArrayList<>();
    private final List<RouterListener> listeners = new ArrayList<>();
    private final List<RequestFactsContributor> contributors = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private BudgetSettings.OnFailure onBudgetStoreFailure = BudgetSettings.OnFailure.REFUSE;
    private CooldownSettings cooldowns = CooldownSettings.DEFAULT;
    private final List<RateLimit> rateLimits = new ArrayList<>();
    private final List<RateLimitContributor> rateLimitContributors = new ArrayList<>();
    private final List<BudgetContributor> budgetContributors = new ArrayList<>();
    private @Nullable RateLimiter rateLimiter;
    private @Nullable BudgetStore budgetStore;
    private @Nullable OutputValidator outputValidator;
    private @Nullable Clockwork clockwork;

    /** Says how a deployment is called. Deployments of one provider share its credential. */
    public RouterBuilder client(String deploymentId, DeploymentClient client) {
        String provider =
                catalogue.deployment(deploymentId).map(Deployment::provider).orElse(deploymentId);
        return clients(deploymentId, List.of(new KeyedClient(provider, client)));
    }

    /**
     * Says how a deployment is called with each of several keys. One that is refused, used up or rate limited is left alone
     * for a while, and the next takes its place.
     *
     * @param keyed at least one; the first that may be used is used
     */
    public RouterBuilder clients(String deploymentId, List<KeyedClient> keyed) {
        clients.put(deploymentId, List.copyOf(keyed));
        return this;
    }

    /** Says how a deployment is called that does not stream: by a model of your own, whose retries are best set to 0. */
    public RouterBuilder client(String deploymentId, ChatModel chatModel) {
        return client(deploymentId, DeploymentClient.of(chatModel, null));
    }

    /**
     * Says how a deployment is called: by models of your own. Set their retries to 0, because the router retries itself.
     */
    public RouterBuilder client(String deploymentId, ChatModel chatModel, StreamingChatModel streamingChatModel) {
        return client(deploymentId, DeploymentClient.of(chatModel, streamingChatModel));
    }

    /** Says that a deployment cannot be called, and why. */
    public RouterBuilder unusable(String deploymentId, Reason reason, String detail) {
        catalogue
                .deployment(deploymentId)
                .ifPresent(deployment -> unusable.put(deploymentId, new Exclusion(deployment, reason, detail)));
        return this;
    }

    /** Adds a strategy that policies may name. */
    public RouterBuilder strategy(Strategy strategy) {
        strategies.add(strategy);
        return this;
    }

    /** Adds someone who is told what happens. */
    public RouterBuilder listener(RouterListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Adds facts to every call. */
    public RouterBuilder contributor(RequestFactsContributor contributor) {
        contributors.add(contributor);
        return this;
    }

    /** Sets when deployments are left out. */
    public RouterBuilder cooldowns(CooldownSettings settings) {
        this.cooldowns = settings;
        return this;
    }

    /** Sets what keeps deployments and calls within their limits per minute; needed if there are any. */
    public RouterBuilder rateLimiter(RateLimiter limiter) {
        this.rateLimiter = limiter;
        return this;
    }

    /** Adds a budget. What was used goes by its name. */
    public RouterBuilder budget(Budget budget) {
        budgets.add(budget);
        return this;
    }

    /** Sets what counts for the budgets; needed if there are any. It stays yours to close. */
    public RouterBuilder budgetStore(BudgetStore store) {
        this.budgetStore = store;
        return this;
    }

    /** Sets what happens to calls under a budget while its store fails; they are refused unless set otherwise. */
    public RouterBuilder onBudgetStoreFailure(BudgetSettings.OnFailure what) {
        this.onBudgetStoreFailure = what;
        return this;
    }

    /** Adds a rate limit that calls are under. */
    public RouterBuilder rateLimit(RateLimit limit) {
        rateLimits.add(limit);
        return this;
    }

    /** Adds what knows further rate limits of each call. */
    public RouterBuilder rateLimitContributor(RateLimitContributor contributor) {
        rateLimitContributors.add(contributor);
        return this;
    }

    /** Adds what knows further budgets of each call. */
    public RouterBuilder budgetContributor(BudgetContributor contributor) {
        budgetContributors.add(contributor);
        return this;
    }

    /** Sets what holds answers to the JSON schemas of their requests; needed if a policy asks for it. */
    public RouterBuilder outputValidator(OutputValidator validator) {
        this.outputValidator = validator;
        return this;
    }

    /** Sets time, chance and threads; they are yours to stop. Without it the router brings and stops its own. */
    public RouterBuilder clockwork(Clockwork parts) {
        this.clockwork = parts;
        return this;
    }

    /**
     * Builds the router.
     *
     * @throws MissingOutputValidatorException if a policy checks answers and no validator is set
     * @throws MissingBudgetStoreException if there is a budget and no store is set
     * @throws MissingRateLimiterException if there are limits per minute and no rate limiter is set
     * @throws IllegalArgumentException if something does not fit together, naming what
     */
    public Router build() {
        SystemClockwork own = clockwork == null ? new SystemClockwork() : null;
        Engine.Parts parts = new Engine.Parts(
                own == null ? Objects.requireNonNull(clockwork) : own.clockwork(),
                rateLimiter,
                budgetStore,
                rateLimitContributors,
                budgetContributors,
                outputValidator,
                strategies,
                listeners);
        Engine engine = new Engine(settings(), parts);
        return new Router(engine, contributors, own == null ? () -> {} : own::close);
    }

    Engine.Settings settings() {
        BudgetSettings ofBudgets = new BudgetSettings(budgets, onBudgetStoreFailure);
        return new Engine.Settings(catalogue, policies, clients, unusable, cooldowns, ofBudgets, rateLimits);
    }
}
