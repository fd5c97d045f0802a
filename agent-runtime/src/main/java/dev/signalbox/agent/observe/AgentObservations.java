package dev.signalbox.agent.observe;

import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.StepKind;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Observes runs while workers are at them, and the uses of tools in them. What the worker's thread observes meanwhile, such as
 * calls of models, is below the run. Each turn of a worker belongs to the trace in which the run was started, also after days
 * and on another node.
 */
public final class AgentObservations implements RunListener {

    private static final RunObservationConvention RUN = new DefaultRunObservationConvention();

    private final ObservationRegistry registry;
    private final JournalStore store;
    private final @Nullable RunObservationConvention runConvention;
    private final @Nullable ToolObservationConvention toolConvention;
    private final Map<RunId, ObservedSlice> slices = new ConcurrentHashMap<>();

    /**
     * Observes the runs of one runtime.
     *
     * @param registry where
     * @param store has the runs
     * @param runConvention names and describes runs, {@code null} for {@link DefaultRunObservationConvention}
     * @param toolConvention names and describes uses of tools, {@code null} for {@link DefaultToolObservationConvention}
     */
    @Builder
    private AgentObservations(
            ObservationRegistry registry,
            JournalStore store,
            @Nullable RunObservationConvention runConvention,
            @Nullable ToolObservationConvention toolConvention) {
        this.registry = registry;
        this.store = store;
        this.runConvention = runConvention;
        this.toolConvention = toolConvention;
    }

    /**
     * Observes that a run is started, by this thread.
     *
     * @param program the name of its program
     * @return the trace that it then belongs to, in W3C's words; {@code null} if nobody traces
     */
    public @Nullable String started(String program) {
        Map<String, String> headers = new HashMap<>();
        SenderContext<Map<String, String>> context = new SenderContext<>((carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        context.setCarrier(headers);
        Observation.createNotStarted(AgentObservationNames.START, () -> context, registry)
                .contextualName("start_agent " + program)
                .lowCardinalityKeyValue(AgentObservationNames.AGENT, program)
                .start()
                .stop();
        return headers.get(RunObservationContext.TRACE_PARENT);
    }

    /** The same dispatcher, whose workers are observed. */
    public RunDispatcher observed(RunDispatcher dispatcher) {
        return new ObservedDispatcher(dispatcher, this);
    }

    SliceEnd work(SliceWorker worker, RunId id, Lease lease) {
        Optional<RunRecord> run = registry.isNoop() ? Optional.empty() : store.run(id);
        return run.isEmpty() ? worker.work(id, lease) : work(worker, run.get(), lease);
    }

    private SliceEnd work(SliceWorker worker, RunRecord run, Lease lease) {
        RunObservationContext context = new RunObservationContext(run);
        Observation observation = Observation.start(runConvention, RUN, () -> context, registry);
        ObservedSlice slice = new ObservedSlice(observation, context);
        slices.put(run.id(), slice);
        String outcome = "broken";
        try (Observation.Scope scope = observation.openScope()) {
            SliceEnd end = worker.work(run.id(), lease);
            outcome = end.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            return end;
        } finally {
            slices.remove(run.id(), slice);
            slice.end(outcome);
        }
    }

    @Override
    public void on(RunEvent event) {
        ObservedSlice slice = slices.get(event.run());
        if (slice == null) {
            return;
        }
        if (event instanceof RunEvent.StepStarted started && started.kind() == StepKind.TOOL) {
            slice.started(started, registry, toolConvention);
        } else if (event instanceof RunEvent.StepCompleted completed && completed.kept()) {
            slice.completed(completed);
        } else {
            left(event, slice);
        }
    }

    private static void left(RunEvent event, ObservedSlice slice) {
        if (event instanceof RunEvent.RunParked) {
            slice.left("parked");
        } else if (event instanceof RunEvent.RunHandedOver) {
            slice.left("handed-over");
        } else if (event instanceof RunEvent.Ended ended) {
            slice.left(outcome(ended));
        }
    }

    /** How a run has ended, as tags have it. */
    static String outcome(RunEvent.Ended ended) {
        String name = ended.getClass().getSimpleName().substring("Run".length());
        return name.toLowerCase(Locale.ROOT);
    }
}
