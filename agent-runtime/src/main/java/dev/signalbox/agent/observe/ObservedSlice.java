package dev.signalbox.agent.observe;

import dev.signalbox.agent.event.RunEvent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A worker's turn at a run and the uses of tools in it. Thread-safe. */
@RequiredArgsConstructor
final class ObservedSlice {

    private static final ToolObservationConvention TOOL = new DefaultToolObservationConvention();
    private static final String WAITING = "waiting";
    private static final String FAILED = "failed";

    private final Observation observation;
    private final RunObservationContext context;
    private final Map<String, Observation> tools = new ConcurrentHashMap<>();

    /** A tool is about to be used, on this thread. */
    void started(
            RunEvent.StepStarted step, ObservationRegistry registry, @Nullable ToolObservationConvention convention) {
        ToolObservationContext use = new ToolObservationContext(step);
        Observation tool = Observation.createNotStarted(convention, TOOL, () -> use, registry)
                .parentObservation(observation);
        tools.put(step.step(), tool.start());
    }

    void completed(RunEvent.StepCompleted ended) {
        boolean failed = ended.step().failed();
        stop(tools.remove(ended.step().key()), failed ? FAILED : "done");
    }

    private static void stop(@Nullable Observation tool, String outcome) {
        if (tool == null) {
            return;
        }
        if (tool.getContext() instanceof ToolObservationContext use) {
            use.outcome(outcome);
        }
        if (outcome.equals(FAILED)) {
            tool.error(new ObservedFailure("The tool has failed."));
        }
        tool.stop();
    }

    /** The run says how it is left. */
    void left(String outcome) {
        context.outcome(outcome);
    }

    /** Tools that have not ended wait for a person or a restart. */
    void end(String otherwise) {
        tools.values().forEach(tool -> stop(tool, WAITING));
        tools.clear();
        if (context.outcome() == null) {
            context.outcome(otherwise);
        }
        if (FAILED.equals(context.outcome())) {
            observation.error(new ObservedFailure("The run has failed."));
        }
        observation.stop();
    }

    /** What observers are told of a failure: that there was one. What was wrong is in the journal, and may be private. */
    static final class ObservedFailure extends RuntimeException {

        ObservedFailure(String message) {
            super(message, null, false, false);
        }
    }
}
