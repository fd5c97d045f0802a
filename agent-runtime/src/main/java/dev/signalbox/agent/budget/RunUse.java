package dev.signalbox.agent.budget;

import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run has used.
 *
 * @param steps tokens and cost
 * @param modelCalls how many times it asked a model
 * @param toolCalls how many times it used a tool
 * @param active the time spent in models and tools
 */
public record RunUse(StepUse steps, long modelCalls, long toolCalls, Duration active) {

    /** Nothing. */
    public static final RunUse NONE = new RunUse(StepUse.NONE, 0, 0, Duration.ZERO);

    /**
     * What a step used; the waiting of timers and signals is no use, a tool that was interrupted is used yet, and what a limit
     * has kept from being done was not.
     */
    static RunUse of(StepRecord step) {
        Instant ended = step.endedAt();
        boolean done = ended != null && step.state() != StepState.REFUSED;
        boolean model = step.kind() == StepKind.MODEL && done;
        boolean tool = step.kind() == StepKind.TOOL && done;
        Duration active = ended != null && (model || tool) ? Duration.between(step.startedAt(), ended) : Duration.ZERO;
        return new RunUse(step.use(), model ? 1 : 0, tool ? 1 : 0, active);
    }

    /** Both together. */
    RunUse plus(RunUse other) {
        return new RunUse(
                steps.plus(other.steps),
                modelCalls + other.modelCalls,
                toolCalls + other.toolCalls,
                active.plus(other.active));
    }
}
