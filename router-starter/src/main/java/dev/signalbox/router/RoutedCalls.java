package dev.signalbox.router;

import dev.langchain4j.invocation.InvocationParameters;
import dev.signalbox.router.event.RoutedCall;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The model calls of an AI-service invocation: the router puts them into the caller's own {@link InvocationParameters},
 * one for each round of a tool loop, before the caller gets the answer. Parameters that are used again and again keep the
 * last {@value #MAX} calls.
 */
public final class RoutedCalls {

    private static final String KEY = "signalbox.calls";
    private static final int MAX = 100;

    private final Queue<RoutedCall> calls = new ConcurrentLinkedQueue<>();

    private RoutedCalls() {}

    /** The calls made so far with these parameters, in the order in which they ended. */
    public static List<RoutedCall> of(InvocationParameters parameters) {
        RoutedCalls calls = read(parameters);
        return calls == null ? List.of() : List.copyOf(calls.calls);
    }

    static void add(InvocationParameters parameters, RoutedCall call) {
        RoutedCalls calls = (RoutedCalls) parameters.asMap().computeIfAbsent(KEY, key -> new RoutedCalls());
        calls.calls.add(call);
        while (calls.calls.size() > MAX) {
            calls.calls.poll();
        }
    }

    private static @Nullable RoutedCalls read(InvocationParameters parameters) {
        return (RoutedCalls) parameters.asMap().get(KEY);
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
