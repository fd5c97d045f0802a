package dev.signalbox.test.observe;

import dev.signalbox.router.observe.AttemptObservationContext;
import dev.signalbox.router.observe.CallObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remembers what was observed, in the order in which it was stopped. */
final class StoppedObservations implements ObservationHandler<Observation.Context> {

    private final Queue<Observation.Context> stopped = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onStart(Observation.Context context) {
        open.incrementAndGet();
    }

    @Override
    public void onStop(Observation.Context context) {
        open.decrementAndGet();
        stopped.add(context);
    }

    /** How many have been started more often than stopped. */
    int open() {
        return open.get();
    }

    List<Observation.Context> all() {
        return List.copyOf(stopped);
    }

    List<String> names() {
        return stopped.stream()
                .map(context -> context.getContextualName() == null ? context.getName() : context.getContextualName())
                .toList();
    }

    List<AttemptObservationContext> attempts() {
        return of(AttemptObservationContext.class).toList();
    }

    CallObservationContext call() {
        return of(CallObservationContext.class).reduce((one, other) -> other).orElseThrow();
    }

    /** The observation that the attempts of the latest call should have as their parent. */
    Object startedCall() {
        return attempts().stream()
                .map(Observation.Context::getParentObservation)
                .filter(parent -> parent != null && parent.getContextView() == call())
                .findFirst()
                .orElseThrow();
    }

    /** All names, attributes and errors, as text. */
    String everything() {
        return stopped.stream().map(StoppedObservations::text).collect(Collectors.joining("\n"));
    }

    private static String text(Observation.Context context) {
        StringWriter text = new StringWriter();
        text.append(context.toString());
        context.getAllKeyValues().forEach(pair -> text.append(pair.toString()).append('\n'));
        if (context.getError() != null) {
            context.getError().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    private <T extends Observation.Context> Stream<T> of(Class<T> type) {
        return stopped.stream().filter(type::isInstance).map(type::cast);
    }
}
