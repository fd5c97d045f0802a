package dev.signalbox.agent;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;

/**
 * A run that was started, by whoever starts it or has its id.
 *
 * @param <O> what comes of it
 */
@RequiredArgsConstructor
public final class RunHandle<O> {

    private final AgentRuntime runtime;
    private final RunId id;
    private final Type output;

    /** What names it. */
    public RunId id() {
        return id;
    }

    /** How it is now. */
    public RunView view() {
        return runtime.find(id).orElseThrow(() -> new IllegalStateException("The run " + id + " is deleted."));
    }

    /** How it stands now. */
    public RunStatus status() {
        return view().status();
    }

    /** What has been done in it, in order. */
    public List<StepRecord> steps() {
        return runtime.steps(id);
    }

    /**
     * Waits for its end, holding this thread; wherever the run is worked on.
     *
     * @return what came of it
     * @throws RunFailedException if it ended without output
     * @throws TimeoutException if it has not ended in time, for example because a person has to decide first
     * @throws InterruptedException if the thread is interrupted
     */
    public O await(Duration time) throws TimeoutException, InterruptedException {
        return runtime.await(id, time, output);
    }

    /** Asks for its end. */
    public void cancel() {
        runtime.cancel(id);
    }
}
