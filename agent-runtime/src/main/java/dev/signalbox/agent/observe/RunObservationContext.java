package dev.signalbox.agent.observe;

import dev.signalbox.agent.journal.RunRecord;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/** What is known of a run that a worker is at. It goes on in the trace in which the run was started. */
public final class RunObservationContext extends ReceiverContext<RunRecord> {

    static final String TRACE_PARENT = "traceparent";

    private final RunRecord run;
    private volatile @Nullable String outcome;

    RunObservationContext(RunRecord run) {
        super((started, header) -> TRACE_PARENT.equalsIgnoreCase(header) ? started.traceParent() : null);
        this.run = run;
        setCarrier(run);
    }

    /** The run, as it was before. */
    public RunRecord run() {
        return run;
    }

    /** How the worker left it, {@code null} while it is at it. */
    public @Nullable String outcome() {
        return outcome;
    }

    void outcome(String left) {
        this.outcome = left;
    }
}
