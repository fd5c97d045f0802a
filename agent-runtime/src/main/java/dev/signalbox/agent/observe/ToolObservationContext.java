package dev.signalbox.agent.observe;

import dev.signalbox.agent.event.RunEvent;
import io.micrometer.observation.Observation;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What is known of the use of a tool. */
@RequiredArgsConstructor
public final class ToolObservationContext extends Observation.Context {

    private final RunEvent.StepStarted step;
    private volatile @Nullable String outcome;

    /** The step that it is. */
    public RunEvent.StepStarted step() {
        return step;
    }

    /** What came of it, {@code null} while it goes on. */
    public @Nullable String outcome() {
        return outcome;
    }

    void outcome(String came) {
        this.outcome = came;
    }
}
