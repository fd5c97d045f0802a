package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.signalbox.agent.budget.RunLimitException;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.Scope;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.port.FailureCodec;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.tool.LoopLimits.Rung;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The uses of tools in one run as steps, each done only if it is not recorded. */
@RequiredArgsConstructor
final class ToolSteps {

    /** No model sees it: its next turn ends the slice. */
    private static final String LATER = "This has not been done yet.";

    private final RunPorts ports;
    private final ToolGate gate;
    private final ToolLadder ladder;
    private final ToolCodec codec;
    private final FailureCodec failures;

    /**
     * Uses a tool, or gives what is recorded of it.
     *
     * @throws ToolExecutionException if it has failed, now or when it was recorded
     */
    ToolExecutionResult use(BoxedTool tool, ToolExecutionRequest request, InvocationContext context, Scope scope) {
        String arguments = codec.arguments(request);
        Place place = ports.journal().place(step(tool, request, arguments), scope);
        return use(new ToolCall(tool, request, context, arguments, place, scope, List.of(), List.of()));
    }

    private ToolExecutionResult use(ToolCall call) {
        Rung rung = ladder.rung(call);
        StepRecord recorded = call.place().ended() ? call.place().recorded() : null;
        return recorded == null ? use(ladder.noted(call, rung), rung) : answer(recorded, null);
    }

    private StepRequest step(BoxedTool tool, ToolExecutionRequest request, String arguments) {
        return StepRequest.builder()
                .kind(StepKind.TOOL)
                .name(tool.name())
                .content(ToolCodec.content(request, arguments))
                .request(ports.keepRequests() ? arguments : null)
                .build();
    }

    private ToolExecutionResult use(ToolCall call, Rung rung) {
        try {
            enter(call);
        } catch (RunLimitException e) {
            StepRecord refused = ports.journal().refuse(call.place(), failures.encode(e));
            ports.meter().ended(refused);
            return answer(refused, e);
        }
        StepRecord step = null;
        ToolEnd end;
        try {
            end = ended(call, rung);
            step = recorded(end);
        } finally {
            ports.meter().ended(StepKind.TOOL, step);
        }
        if (end instanceof ToolEnd.Resting resting) {
            return later(call, resting.reason());
        }
        return answer(step, end instanceof ToolEnd.Outcome outcome ? outcome.cause() : null);
    }

    private void enter(ToolCall call) {
        if (call.place().interrupted()) {
            ports.meter().resume();
        } else {
            ports.meter().enter(StepKind.TOOL, call.place().key());
        }
    }

    private ToolEnd ended(ToolCall call, Rung rung) {
        try {
            return gate.pass(call, rung);
        } catch (SliceStopped e) {
            if (e.stop().endsAll()) {
                throw e;
            }
            return new ToolEnd.Resting(e.stop());
        }
    }

    private @Nullable StepRecord recorded(ToolEnd end) {
        if (end instanceof ToolEnd.Outcome done) {
            return ports.journal().record(done.place(), done.outcome());
        }
        return end instanceof ToolEnd.Recorded done ? done.step() : null;
    }

    /** The other tools of the round are still used, unless this result would be the last word. */
    private ToolExecutionResult later(ToolCall call, Stop reason) {
        Journal journal = ports.journal();
        boolean modelComesNext = call.tool().returnBehavior() == ReturnBehavior.TO_LLM
                && call.context().invocationId() != null;
        if (!modelComesNext) {
            throw journal.stop(reason, call.scope());
        }
        journal.rest(reason, call.scope());
        return ToolCodec.text(LATER, false);
    }

    private ToolExecutionResult answer(@Nullable StepRecord step, @Nullable Throwable cause) {
        if (step == null || step.result() == null && step.error() == null) {
            throw new IllegalStateException("A step that has ended has a result or an error.");
        }
        String error = step.error();
        if (step.failed() && error != null) {
            throw new ToolExecutionException(failures.decode(error, cause));
        }
        return ToolCodec.decode(String.valueOf(step.result()));
    }
}
