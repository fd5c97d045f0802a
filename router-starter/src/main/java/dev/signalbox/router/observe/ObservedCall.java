package dev.signalbox.router.observe;

import io.micrometer.observation.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * A call under way and its attempts. Threads may race: an attempt that is cancelled as soon as it starts may be told to end
 * before it is told to start, and is then not observed. Each observation that was started is handed out once to be stopped.
 */
@RequiredArgsConstructor
final class ObservedCall {

    private final Observation observation;
    private final CallObservationContext context;
    private final Map<Integer, Observation> attempts = new HashMap<>(4);
    private final Set<Integer> ended = new HashSet<>(4);
    private boolean over;

    Observation observation() {
        return observation;
    }

    CallObservationContext context() {
        return context;
    }

    /**
     * Starts an attempt. The call's scope is open meanwhile: Micrometer's tracing takes the span of the thread for the
     * parent where that is not the span of the parent observation.
     */
    synchronized void start(int number, Observation attempt) {
        if (!over && !ended.contains(number)) {
            observation.scoped(() -> attempts.put(number, attempt.start()));
        }
    }

    synchronized @Nullable Observation attempt(int number) {
        return attempts.get(number);
    }

    synchronized @Nullable Observation end(int number) {
        ended.add(number);
        return attempts.remove(number);
    }

    /** No attempt starts from now on; answers with those that nobody has ended. */
    synchronized List<Observation> end() {
        over = true;
        List<Observation> left = new ArrayList<>(attempts.values());
        attempts.clear();
        return left;
    }
}
