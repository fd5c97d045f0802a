package dev.signalbox.agent.tool;

import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.port.FailureCodec;
import lombok.RequiredArgsConstructor;

/** What is recorded of the use of a tool. */
@RequiredArgsConstructor
final class ToolOutcomes {

    private final FailureCodec failures;

    /** A result, cut to what a model gets of it, with the call's notes. */
    StepOutcome answered(ToolCall call, ToolExecutionResult result) {
        ToolExecutionResult told = ToolOutput.cut(result, call.tool().maxOutput());
        for (String note : call.notes()) {
            told = ToolOutput.noted(told, note);
        }
        return StepOutcome.builder()
                .result(ToolCodec.encode(call.tool().name(), told))
                .events(call.events())
                .build();
    }

    /** The end of an attempt. */
    ToolEnd of(ToolCall call, Place place, Attempt attempt) {
        if (attempt instanceof Attempt.Answered answered) {
            return new ToolEnd.Outcome(place, answered(call, answered.result()), null);
        } else if (attempt instanceof Attempt.Failed failed) {
            StepOutcome outcome = StepOutcome.builder()
                    .error(failures.encode(failed.cause()))
                    .events(call.events())
                    .build();
            return new ToolEnd.Outcome(place, outcome, failed.cause());
        }
        String why = attempt instanceof Attempt.Refused refused ? refused.why() : "It was interrupted.";
        return text(call, place, why, true);
    }

    /** A text in place of a result. */
    ToolEnd text(ToolCall call, Place place, String text, boolean error) {
        return new ToolEnd.Outcome(place, answered(call, ToolCodec.text(text, error)), null);
    }
}
