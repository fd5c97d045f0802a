package dev.signalbox.agent;

import dev.signalbox.agent.json.Json;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one AI service.
 *
 * @param <A> its interface
 */
final class DurableAgentProgram<A> implements AgentProgram<AgentCall, @Nullable Object> {

    private final Class<A> type;
    private final Json json;
    private final String name;
    private final Duration wait;

    /**
     * Of an annotated interface.
     *
     * @throws IllegalArgumentException if it is none, or how long its callers wait is no duration
     */
    DurableAgentProgram(Class<A> type, Json json) {
        DurableAgent annotation = type.getAnnotation(DurableAgent.class);
        if (annotation == null || !type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface with @DurableAgent.");
        }
        this.type = type;
        this.json = json;
        this.name = annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
        try {
            this.wait = Duration.parse(annotation.patience());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "@DurableAgent of " + type.getName() + " has the patience '" + annotation.patience()
                            + "'. Write a duration of ISO-8601, for example 'PT10M'.",
                    e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Object run(AgentCall call, Run run) {
        Method method = call.in(type);
        method.trySetAccessible(); // the interface may be one of a package
        try {
            return method.invoke(run.agent(type), call.values(method, json));
        } catch (InvocationTargetException e) {
            throw sneaky(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called.", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    Class<A> type() {
        return type;
    }

    /** An object that starts a run for each call and waits for it. */
    A waiting(Function<AgentCall, RunHandle<?>> starter) {
        return proxy((method, arguments) -> {
            RunHandle<?> run = starter.apply(AgentCall.of(method, arguments, json));
            try {
                return json.value(json.write(run.await(wait)), method.getGenericReturnType());
            } catch (TimeoutException e) {
                throw new IllegalStateException(e.getMessage() + " It goes on without this caller.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for run " + run.id() + ".", e);
            }
        });
    }

    /** What a caller would have called. */
    Call recorded(Function<A, ?> call) {
        AtomicReference<Call> made = new AtomicReference<>();
        A recorder = proxy((method, arguments) -> {
            made.set(new Call(method, AgentCall.of(method, arguments, json)));
            return zero(method.getReturnType());
        });
        Object unused = call.apply(recorder); // null, or whatever a primitive has
        if (made.get() == null) {
            throw new IllegalArgumentException("No method of " + type.getName() + " was called.");
        }
        return made.get();
    }

    /** A primitive cannot be null. */
    private static @Nullable Object zero(Class<?> type) {
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /**
     * A call that was made.
     *
     * @param method what was called
     * @param call as it is written
     */
    record Call(Method method, AgentCall call) {}

    private interface Handler {
        @Nullable
        Object handle(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private A proxy(Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(self, method, arguments)
                        : handler.handle(method, arguments)));
    }

    private Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "durable " + type.getSimpleName();
        };
    }
}
