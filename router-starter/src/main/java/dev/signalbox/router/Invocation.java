package dev.signalbox.router;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the router knows of one AI-service invocation. Kept in the invocation's own parameters while it lasts, so that it
 * follows the invocation over all threads.
 */
final class Invocation implements CallWatch {

    private static final String KEY = "signalbox.invocation.";
    /** A policy may also be named as plain text under this key. */
    private static final String POLICY_KEY = "signalbox.policy";

    private final String key;
    private final InvocationParameters parameters;
    private final List<Object> arguments;
    private final String service;
    private final String method;
    private final @Nullable Object memoryId;
    private final PolicyAnnotations annotations;
    private final Supplier<CallFacts> contributed;
    private volatile @Nullable String servedBy;
    private volatile boolean underWay;

    private Invocation(InvocationContext context, Supplier<CallFacts> contributed) {
        this.key = key(context);
        this.parameters = context.invocationParameters();
        this.arguments = context.methodArguments();
        this.service = context.interfaceName();
        this.method = context.methodName();
        this.memoryId = context.chatMemoryId();
        this.annotations = PolicyAnnotations.of(service, method, arguments);
        this.contributed = contributed;
    }

    /** The invocation of that context; begun now, on the thread whose context the contributors may read, if it is new. */
    static Invocation of(InvocationContext context, Router router) {
        Map<String, Object> kept = context.invocationParameters().asMap();
        if (kept.get(key(context)) instanceof Invocation known) {
            return known;
        }
        Invocation begun = new Invocation(context, remember(router));
        kept.put(begun.key, begun);
        return begun;
    }

    /** Facts that could not be had fail the model call, not the listener, whose exceptions LangChain4j only logs. */
    private static Supplier<CallFacts> remember(Router router) {
        try {
            CallFacts facts = router.contributedFacts();
            return () -> facts;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** Forgets the invocation, unless its model call goes on because only the consumer of its stream has failed. */
    static void end(InvocationContext context) {
        Object known = context.invocationParameters().asMap().get(key(context));
        if (known instanceof Invocation invocation && !invocation.underWay) {
            invocation.forget();
        }
    }

    private void forget() {
        parameters.asMap().remove(key);
    }

    private static String key(InvocationContext context) {
        UUID id = context.invocationId();
        return KEY + Objects.requireNonNull(id, "invocationId");
    }

    String service() {
        return service;
    }

    String method() {
        return method;
    }

    PolicyAnnotations annotations() {
        return annotations;
    }

    /**
     * What the caller, then the origin of its calls, then the contributors say; the session is that of the chat memory
     * unless given.
     */
    CallFacts facts(CallFacts ofOrigin) {
        Object said = parameters.asMap().get(CallFacts.KEY);
        CallFacts explicit = said instanceof CallFacts facts ? facts : CallFacts.NONE;
        if (explicit.policy() == null && parameters.asMap().get(POLICY_KEY) instanceof String policy) {
            explicit = explicit.policy(policy);
        }
        CallFacts facts = explicit.over(ofOrigin).over(contributed.get());
        boolean hasMemory = memoryId != null && !"default".equals(memoryId);
        return facts.session() == null && hasMemory ? facts.session(String.valueOf(memoryId)) : facts;
    }

    /** The policy by which its calls will go, as far as that is certain before the first; {@code null} if it is not. */
    @Nullable
    String certainPolicy(@Nullable String boundPolicy, CallFacts ofOrigin) {
        ChatRequestParameters given = arguments.stream()
                .filter(ChatRequestParameters.class::isInstance)
                .map(ChatRequestParameters.class::cast)
                .findFirst()
                .orElse(DefaultChatRequestParameters.EMPTY);
        CallFacts facts = facts(ofOrigin);
        NamedPolicy named = NamedPolicy.first(given, boundPolicy, facts, annotations);
        return named == null ? facts.agentPolicy() : named.name();
    }

    @Nullable
    String servedBy() {
        return servedBy;
    }

    @Override
    public void decided(Decision decision) {
        underWay = true;
    }

    /** Of a call that failed or was cancelled nobody may tell the end, so that it is the end of the invocation. */
    @Override
    public void ended(RoutedCall call) {
        underWay = false;
        RoutedCalls.add(parameters, call);
        call.answeredBy().ifPresentOrElse(deployment -> servedBy = deployment.id(), this::forget);
    }

    @Override
    public String toString() {
        return service + "#" + method;
    }
}
