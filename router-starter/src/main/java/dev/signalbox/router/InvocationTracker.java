package dev.signalbox.router;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.DefaultAiServiceListenerRegistrar;
import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.event.AiServiceErrorEvent;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.spi.observability.AiServiceListenerRegistrarFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the router which AI-service invocation a model call belongs to. LangChain4j finds it as a service and asks it for
 * the listeners of every AI service. Right before each model call, on the same thread, LangChain4j announces the very
 * request that the model will get; the router takes that invocation only if it gets the very same request.
 */
public final class InvocationTracker implements AiServiceListenerRegistrarFactory {

    private static final ThreadLocal<Issued> ISSUED = new ThreadLocal<>();
    private static final ThreadLocal<Invocation> STARTED = new ThreadLocal<>();

    /** Weak, because a stream of a model that is not ours ends on another thread and leaves this here. */
    private record Issued(Reference<ChatRequest> request, Reference<InvocationContext> context) {}

    /** Called by the service loader. */
    public InvocationTracker() {}

    @Override
    public AiServiceListenerRegistrar get() {
        AiServiceListenerRegistrar registrar = other();
        listen(registrar, AiServiceStartedEvent.class, event -> started(event.invocationContext()));
        listen(registrar, AiServiceRequestIssuedEvent.class, event -> {
            STARTED.remove();
            ISSUED.set(
                    new Issued(new WeakReference<>(event.request()), new WeakReference<>(event.invocationContext())));
        });
        listen(registrar, AiServiceCompletedEvent.class, event -> ended(event.invocationContext()));
        listen(registrar, AiServiceErrorEvent.class, event -> ended(event.invocationContext()));
        return registrar;
    }

    /** LangChain4j asks one factory only, so another one on the class path is asked here. */
    private static AiServiceListenerRegistrar other() {
        return ServiceLoader.load(AiServiceListenerRegistrarFactory.class).stream()
                .filter(provider -> provider.type() != InvocationTracker.class)
                .findFirst()
                .map(provider -> provider.get().get())
                .orElseGet(DefaultAiServiceListenerRegistrar::new);
    }

    private static <T extends AiServiceEvent> void listen(
            AiServiceListenerRegistrar registrar, Class<T> type, Consumer<T> consumer) {
        registrar.register(new AiServiceListener<T>() {
            @Override
            public Class<T> getEventClass() {
                return type;
            }

            @Override
            public void onEvent(T event) {
                consumer.accept(event);
            }
        });
    }

    private static void started(InvocationContext context) {
        if (context.defaultRequestParameters() instanceof RouterMark mark) {
            Invocation begun = Invocation.of(context, mark.router());
            if (!mark.streaming()) {
                STARTED.set(begun);
            }
        }
    }

    private static void ended(InvocationContext context) {
        ISSUED.remove();
        STARTED.remove();
        Invocation.end(context);
    }

    /**
     * The invocation that sends this very request, {@code null} if no AI service does.
     *
     * @param again whether the same thread may send it once more before the invocation ends there
     */
    static @Nullable Invocation of(ChatRequest request, Router router, boolean again) {
        Issued issued = ISSUED.get();
        if (issued == null || issued.request().get() != request) {
            return null;
        }
        if (!again) {
            ISSUED.remove();
        }
        InvocationContext context = issued.context().get();
        return context == null ? null : Invocation.of(context, router);
    }

    /** The invocation that has begun on this thread and has neither asked for capabilities nor sent a request yet. */
    static @Nullable Invocation takeStarted() {
        Invocation started = STARTED.get();
        STARTED.remove();
        return started;
    }
}
