package dev.signalbox.router;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.CallFacts;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the router knows of one AI-service invocation. Kept in the invocation's own parameters, so that it follows the
 * invocation over all threads and needs no cleaning up.
 */
final class Invocation {

    private static final String KEY = "signalbox.invocation.";
    /** A policy may also be named as plain text under this key. */
    private static final String POLICY_KEY = "signalbox.policy";

    private final InvocationParameters parameters;
    private final String service;
    private final String method;
    private final @Nullable Object memoryId;
    private final PolicyAnnotations annotations;
    private final Supplier<CallFacts> contributed;
    private final AtomicReference<@Nullable String> servedBy = new AtomicReference<>();

    private Invocation(InvocationContext context, Supplier<CallFacts> contributed) {
        this.parameters = context.invocationParameters();
        this.service = context.interfaceName();
        this.method = context.methodName();
        this.memoryId = context.chatMemoryId();
        this.annotations = PolicyAnnotations.of(service, method, context.methodArguments());
        this.contributed = contributed;
    }

    /** Notes a new invocation; must be called on the caller's thread, whose context the contributors may read. */
    static void begin(InvocationContext context, Router router) {
        Supplier<CallFacts> contributed = remember(router);
        context.invocationParameters()
                .asMap()
                .computeIfAbsent(key(context), key -> new Invocation(context, contributed));
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

    static void end(InvocationContext context) {
        context.invocationParameters().asMap().remove(key(context));
    }

    /** The invocation of that context; begun now if its beginning was not seen. */
    static Invocation of(InvocationContext context, Router router) {
        Object known = context.invocationParameters().asMap().get(key(context));
        return known instanceof Invocation invocation ? invocation : new Invocation(context, remember(router));
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

    /** What the caller and the contributors say; the session is that of the chat memory unless given. */
    CallFacts facts() {
        Object said = parameters.asMap().get(CallFacts.KEY);
        CallFacts explicit = said instanceof CallFacts facts ? facts : CallFacts.NONE;
        if (explicit.policy() == null && parameters.asMap().get(POLICY_KEY) instanceof String policy) {
            explicit = explicit.policy(policy);
        }
        CallFacts facts = explicit.over(contributed.get());
        boolean hasMemory = memoryId != null && !"default".equals(memoryId);
        return facts.session() == null && hasMemory ? facts.session(String.valueOf(memoryId)) : facts;
    }

    /** The policy that the invocation names before it has sent anything, {@code null} if none. */
    @Nullable String namedPolicy() {
        String said = facts().policy();
        if (said != null) {
            return said;
        }
        return annotations.ofMethod() == null ? annotations.ofType() : annotations.ofMethod();
    }

    @Nullable String servedBy() {
        return servedBy.get();
    }

    void ended(RoutedCall call) {
        call.answeredBy().ifPresent(deployment -> servedBy.set(deployment.id()));
        RoutedCalls.add(parameters, call);
    }

    @Override
    public String toString() {
        return service + "#" + method;
    }
}
