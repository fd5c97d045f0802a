package dev.signalbox.router;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.execution.BudgetStatus;
import dev.signalbox.router.execution.CallRequest;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.execution.Embeddings;
import dev.signalbox.router.execution.Engine;
import dev.signalbox.router.execution.Outcome;
import dev.signalbox.router.execution.WireRequest;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.PolicySource;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RateLimitRefusal;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.UnknownPolicyException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Routes model calls by policy. One router has one {@link ChatModel} and one {@link StreamingChatModel}. Thread-safe. */
public final class Router implements AutoCloseable {

    private final Engine engine;
    private final CallRequests requests;
    private final Runnable onClose;
    private final RoutingChatModel chatModel = new RoutingChatModel(this, Bound.NOTHING);
    private final RoutingStreamingChatModel streamingChatModel = new RoutingStreamingChatModel(this, Bound.NOTHING);
    private final RoutingEmbeddingModel embeddingModel = new RoutingEmbeddingModel(this, null);

    Router(Engine engine, List<RequestFactsContributor> contributors, Runnable onClose) {
        this.engine = engine;
        this.requests = new CallRequests(engine, List.copyOf(contributors));
        this.onClose = onClose;
    }

    /** Starts a router of these models and policies. */
    public static RouterBuilder builder(Catalogue catalogue, PolicySet policies) {
        return new RouterBuilder(catalogue, policies);
    }

    /** The model whose calls are routed by what each call says. */
    public RoutingChatModel chatModel() {
        return chatModel;
    }

    /** The streaming model whose calls are routed by what each call says. */
    public RoutingStreamingChatModel streamingChatModel() {
        return streamingChatModel;
    }

    /**
     * A model whose calls are routed by what each call says and by whence it comes; cheap to make.
     *
     * @param origin asked once for each call, on the caller's thread, and once more where LangChain4j wants to know before
     *     a call what the model can do. If it throws, so does the call
     */
    public RoutingChatModel chatModel(Supplier<CallOrigin> origin) {
        return new RoutingChatModel(this, Bound.from(origin));
    }

    /**
     * The same for streams.
     *
     * @param origin asked once for each call, on the caller's thread. If it throws, the handler is told
     */
    public RoutingStreamingChatModel streamingChatModel(Supplier<CallOrigin> origin) {
        return new RoutingStreamingChatModel(this, Bound.from(origin));
    }

    /**
     * A model whose calls all go by one policy, unless a request's own {@link RoutingChatRequestParameters} name another.
     *
     * @param name a policy, a model or an alias
     * @throws UnknownPolicyException if there is none of that name
     */
    public ChatModel policy(String name) {
        return new RoutingChatModel(this, Bound.to(known(name)));
    }

    /**
     * The same for streams.
     *
     * @param name a policy, a model or an alias
     * @throws UnknownPolicyException if there is none of that name
     */
    public StreamingChatModel streamingPolicy(String name) {
        return new RoutingStreamingChatModel(this, Bound.to(known(name)));
    }

    /** The embedding model whose calls are routed by what each call says; of no use without a model of that kind. */
    public RoutingEmbeddingModel embeddingModel() {
        return embeddingModel;
    }

    /**
     * An embedding model whose calls all go by one policy.
     *
     * @param name a policy, a model or an alias
     * @throws UnknownPolicyException if there is none of that name
     */
    public EmbeddingModel embeddingPolicy(String name) {
        return new RoutingEmbeddingModel(this, known(name));
    }

    private String known(String name) {
        if (!engine.knows(name)) {
            Set<String> names = new TreeSet<>(engine.policies().names());
            names.addAll(engine.catalogue().names());
            throw new UnknownPolicyException(name, PolicySource.BOUND_MODEL, names);
        }
        return name;
    }

    /**
     * Sends a request and answers with the decision, the attempts and the cost as well.
     *
     * @param facts what is known about the call; what the request's own parameters say wins
     */
    public RoutedAnswer chat(ChatRequest request, CallFacts facts) {
        return chat(request, facts, null, CallWatch.NONE);
    }

    /**
     * Sends a request that its caller has put into the words of a dialect, and lets the call be followed.
     *
     * @param facts what is known about the call; what the request's own parameters say wins
     * @param wire what deployments of the same dialect get instead, {@code null} for nothing
     */
    public RoutedAnswer chat(ChatRequest request, CallFacts facts, @Nullable WireRequest wire, CallWatch watch) {
        return answer(requests.of(request, facts, wire, watch, false));
    }

    /**
     * The same for an answer that comes piece by piece.
     *
     * @param facts what is known about the call; what the request's own parameters say wins
     * @param wire what deployments of the same dialect get instead, {@code null} for nothing
     * @return cancels the call, after which the handler is told nothing more
     * @throws UnknownPolicyException if the call names a policy or model that there is not
     */
    public StreamingHandle stream(
            ChatRequest request,
            CallFacts facts,
            @Nullable WireRequest wire,
            CallWatch watch,
            StreamingChatResponseHandler handler) {
        return engine.call(requests.of(request, facts, wire, watch, true), handler, RoutingExceptions::of);
    }

    /**
     * Turns texts into vectors, which {@link Embeddings} takes out of the answer.
     *
     * @param dimensions how long the vectors should be, {@code null} for what the model gives
     * @param facts what is known about the call
     * @throws IllegalArgumentException if there is no text
     */
    public RoutedAnswer embed(List<String> texts, @Nullable Integer dimensions, CallFacts facts, CallWatch watch) {
        return embed(new EmbeddingCall(texts, dimensions, null), facts, watch);
    }

    RoutedAnswer embed(EmbeddingCall call, CallFacts said, CallWatch watch) {
        return answer(call.request(engine, said, contributedFacts(), watch));
    }

    /** How a call with these facts would be routed now. Calls nobody and changes nothing. */
    public Decision explain(CallFacts facts) {
        return explain(RequestFacts.of(facts));
    }

    /** How a call with these facts would be routed now. Calls nobody and changes nothing. */
    public Decision explain(RequestFacts facts) {
        return engine.explain(facts);
    }

    /** How that request would be routed now. Calls nobody and changes nothing. */
    public Decision explain(ChatRequest request) {
        return engine.explain(requests.facts(request, CallFacts.NONE, false));
    }

    /**
     * The rate limits that would refuse a call with these facts now, as far as this node knows. Calls nobody, asks no store
     * and changes nothing.
     */
    public List<RateLimitRefusal> limitedBy(RequestFacts facts) {
        return engine.limitedBy(facts);
    }

    /** The rate limits in force that calls may be under, without those that contributors add. */
    public List<RateLimit> rateLimits() {
        return engine.rateLimits();
    }

    /** The models in force. */
    public Catalogue catalogue() {
        return engine.catalogue();
    }

    /** The policies in force. */
    public PolicySet policies() {
        return engine.policies();
    }

    /**
     * Takes a deployment out until {@link #resume}: nothing new starts there, what is under way goes on. It has drained
     * when {@link #inFlight} is 0.
     *
     * @throws IllegalArgumentException if there is none of that id, naming the nearest
     */
    public void drain(String deploymentId) {
        engine.operations().drain(deploymentId);
    }

    /**
     * Lets a deployment in again that was drained, or is disabled because its provider did not know the model.
     *
     * @throws IllegalArgumentException if there is none of that id, naming the nearest
     */
    public void resume(String deploymentId) {
        engine.operations().resume(deploymentId);
    }

    /**
     * How many attempts at a deployment are under way.
     *
     * @throws IllegalArgumentException if there is none of that id, naming the nearest
     */
    public int inFlight(String deploymentId) {
        return engine.operations().inFlight(deploymentId);
    }

    /**
     * Ends the cooldowns of a deployment and of the keys that it is called with: it may be called at once, without a probe.
     *
     * @return whether there were any
     * @throws IllegalArgumentException if there is none of that id, naming the nearest
     */
    public boolean endCooldown(String deploymentId) {
        return engine.operations().endCooldown(deploymentId);
    }

    /** How each deployment is doing now, in configured order. */
    public List<DeploymentStatus> status() {
        return engine.operations().status();
    }

    /**
     * How each budget stands, in configured order.
     *
     * @throws BudgetStoreException if the store of budgets fails
     */
    public List<BudgetStatus> budgets() {
        return engine.budgetOperations().status();
    }

    /**
     * How one budget stands.
     *
     * @throws IllegalArgumentException if there is none of that name, naming the nearest
     * @throws BudgetStoreException if the store of budgets fails
     */
    public BudgetStatus budget(String name) {
        return engine.budgetOperations().status(name);
    }

    /**
     * How an account of any budget stands, one that a contributor adds too.
     *
     * @param subject whose account, for example of which key; empty for that of all calls together
     * @throws BudgetStoreException if the store of budgets fails
     */
    public BudgetBalance balance(Budget budget, String subject) {
        return engine.budgetOperations().balance(budget, subject);
    }

    /**
     * How an account of a budget stood when this node last heard of it; asks nobody.
     *
     * @param subject whose account, for example of which tenant; empty for that of all calls together
     * @throws IllegalArgumentException if there is none of that name, naming the nearest
     */
    public Optional<BudgetBalance> lastKnownBalance(String name, String subject) {
        return engine.budgetOperations().lastKnown(name, subject);
    }

    /**
     * Sets the limit of a budget, for all its subjects and at all nodes that share its store, in place of the configured
     * one.
     *
     * @param limit {@code null} for the configured one again
     * @throws IllegalArgumentException if there is none of that name, naming the nearest, or if the limit is in another unit
     * @throws BudgetStoreException if the store of budgets fails
     */
    public void limitBudget(String name, @Nullable BudgetAmount limit) {
        engine.budgetOperations().limit(name, limit);
    }

    /**
     * Forgets what was used of a budget; what is reserved for calls under way stays.
     *
     * @param subject whose use, for example of which tenant; {@code null} for that of all
     * @throws IllegalArgumentException if there is none of that name, naming the nearest
     * @throws BudgetStoreException if the store of budgets fails
     */
    public void resetBudget(String name, @Nullable String subject) {
        engine.budgetOperations().reset(name, subject);
    }

    /**
     * Forgets an account of any budget, one that a contributor or a {@link CallOrigin} adds too, when nothing more will be
     * used of it; what is still reserved for calls under way is settled and stays.
     *
     * @param subject whose account, for example of which run; empty for that of all calls together
     * @throws BudgetStoreException if the store of budgets fails
     */
    public void forgetBudget(Budget budget, String subject) {
        engine.budgetOperations().forget(budget, subject);
    }

    /**
     * Puts the models, policies, clients, budgets and cooldown settings of a builder in the place of those in force: whole,
     * or if they do not fit together, not at all. Calls under way end as they began. Cooldowns, drains, statistics, sessions and limits
     * go by the ids of deployments and carry on, what was used by the names of budgets; a deployment whose provider did not know its model may be called again.
     * Whatever else the builder holds (listeners, contributors, strategies and so on) is left alone.
     *
     * @throws IllegalArgumentException as {@link RouterBuilder#build()} does
     */
    public void reload(RouterBuilder next) {
        engine.reload(next.settings());
    }

    /** Stops timers and threads; calls under way end as cancelled. */
    @Override
    public void close() {
        engine.close();
        onClose.run();
    }

    RoutedAnswer call(ChatRequest request, ChatRequestOptions options, Bound bound) {
        return answer(requests.of(request, options, bound, this, false));
    }

    private RoutedAnswer answer(CallRequest request) {
        Outcome outcome = engine.call(request);
        ChatResponse response = outcome.response();
        if (response == null) {
            throw RoutingExceptions.of(outcome);
        }
        return new RoutedAnswer(response, outcome.call());
    }

    void stream(ChatRequest request, ChatRequestOptions options, Bound bound, StreamingChatResponseHandler handler) {
        try {
            engine.call(requests.of(request, options, bound, this, true), handler, RoutingExceptions::of);
        } catch (RuntimeException e) {
            handler.onError(e);
        }
    }

    /** What the {@link RequestFactsContributor}s say on this thread; every call gets it where nothing stronger is said. */
    public CallFacts contributedFacts() {
        return requests.contributedFacts();
    }

    /** What LangChain4j asks before it knows the request, so an invocation's policy counts only if it is certain. */
    Set<Capability> capabilities(Bound bound) {
        Invocation started = InvocationTracker.takeStarted();
        CallFacts ofOrigin = bound.origin().get().facts();
        String name = started == null ? bound.certainPolicy(ofOrigin) : started.certainPolicy(bound.policy(), ofOrigin);
        return engine.commonCapabilities(name).contains(dev.signalbox.router.model.Capability.JSON_SCHEMA)
                ? Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                : Set.of();
    }
}
