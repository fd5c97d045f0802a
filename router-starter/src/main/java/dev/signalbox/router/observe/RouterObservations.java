package dev.signalbox.router.observe;

import dev.signalbox.router.event.AttemptScope;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.resilience.Failure;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Observes each logical call and, below it, each of its attempts. The call is a child of what the caller's thread observes
 * when it calls. While an attempt's request is sent, the attempt is what the sending thread observes, so that traced
 * clients and logs carry its ids.
 */
public final class RouterObservations implements RouterListener {

    private static final CallObservationConvention CALL = new DefaultCallObservationConvention();
    private static final AttemptObservationConvention ATTEMPT = new DefaultAttemptObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable CallObservationConvention callConvention;
    private final @Nullable AttemptObservationConvention attemptConvention;
    private final Settings settings;
    private final Map<CallKey, ObservedCall> calls = new ConcurrentHashMap<>();

    /**
     * What others get to see.
     *
     * @param content whether attempts show what was said: prompts, answers, tool calls and their results
     * @param headers whether providers get the headers of the trace
     */
    public record Settings(boolean content, boolean headers) {}

    /**
     * Observes the calls of one router.
     *
     * @param registry where
     * @param callConvention names and describes calls, {@code null} for {@link DefaultCallObservationConvention}
     * @param attemptConvention names and describes attempts, {@code null} for {@link DefaultAttemptObservationConvention}
     * @param settings what others get to see
     */
    public RouterObservations(
            ObservationRegistry registry,
            @Nullable CallObservationConvention callConvention,
            @Nullable AttemptObservationConvention attemptConvention,
            Settings settings) {
        this.registry = registry;
        this.callConvention = callConvention;
        this.attemptConvention = attemptConvention;
        this.settings = settings;
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.CallDecided decided) {
            begin(decided.decision());
        } else if (event instanceof RouterEvent.AttemptStarted started) {
            start(started);
        } else if (event instanceof RouterEvent.AttemptEnded ended) {
            end(ended);
        } else if (event instanceof RouterEvent.CallEnded ended) {
            end(ended.call());
        }
    }

    private void begin(Decision decision) {
        CallObservationContext context = new CallObservationContext(decision);
        Observation observation = Observation.start(callConvention, CALL, () -> context, registry);
        if (!observation.isNoop()) {
            calls.put(new CallKey(decision), new ObservedCall(observation, context));
        }
    }

    private void start(RouterEvent.AttemptStarted started) {
        ObservedCall call = calls.get(new CallKey(started.decision()));
        if (call != null) {
            AttemptObservationContext context = new AttemptObservationContext(started);
            call.start(
                    started.number(),
                    Observation.createNotStarted(attemptConvention, ATTEMPT, () -> context, registry)
                            .parentObservation(call.observation()));
        }
    }

    @Override
    public AttemptScope sending(Decision decision, int attempt) {
        ObservedCall call = calls.get(new CallKey(decision));
        Observation observation = call == null ? null : call.attempt(attempt);
        return observation == null ? AttemptScope.NONE : new Sending(observation.openScope(), headers(observation));
    }

    private Map<String, String> headers(Observation observation) {
        return settings.headers() && observation.getContext() instanceof AttemptObservationContext context
                ? context.headers()
                : Map.of();
    }

    /** An attempt while its request is sent. */
    private record Sending(Observation.Scope scope, Map<String, String> headers) implements AttemptScope {

        @Override
        public void close() {
            scope.close();
        }
    }

    private void end(RouterEvent.AttemptEnded ended) {
        ObservedCall call = calls.get(new CallKey(ended.decision()));
        Observation observation = call == null ? null : call.end(ended.attempt().number());
        if (observation != null && observation.getContext() instanceof AttemptObservationContext context) {
            context.ended(ended.attempt(), ended.response());
            if (settings.content()) {
                observation.highCardinalityKeyValues(MessageContent.of(context.request(), ended.response()));
            }
            stop(observation, ended.attempt().failure());
        }
    }

    private void end(RoutedCall ended) {
        ObservedCall call = calls.remove(new CallKey(ended.decision()));
        if (call != null) {
            call.end().forEach(Observation::stop);
            call.context().ended(ended);
            stop(call.observation(), ended.failure());
        }
    }

    /** What was cancelled is no error: nobody wanted its answer. */
    private static void stop(Observation observation, @Nullable Failure failure) {
        if (failure != null && Outcome.of(failure) == Outcome.FAILURE) {
            observation.error(new ObservedFailure(failure));
        }
        observation.stop();
    }
}
