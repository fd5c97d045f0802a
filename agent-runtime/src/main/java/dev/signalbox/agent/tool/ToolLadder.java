package dev.signalbox.agent.tool;

import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.tool.LoopLimits.Rung;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** What is done with models that repeat themselves. */
@RequiredArgsConstructor
final class ToolLadder {

    private static final String NOTE =
            "[You have used this tool with the same arguments several times in a row. Another time will not help: try"
                    + " something else, or answer from what you know.]";

    private final RunPorts ports;
    private final LoopLimits limits;

    private record Service(Object invocation) {}

    /**
     * Counts a call, replayed or not, and says what is to be done with it.
     *
     * @throws dev.signalbox.agent.journal.SliceStopped if the run has to fail
     */
    Rung rung(ToolCall call) {
        Object invocation =
                call.context().invocationId() == null ? "" : call.context().invocationId();
        LoopGuard guard = call.scope().keep(new Service(invocation), LoopGuard::new);
        int met = guard.met(call.scope().rounds(), call.tool().name() + "\n" + call.arguments());
        Rung rung = limits.rung(met);
        if (rung == Rung.STOP && !call.place().ended()) {
            throw ports.journal()
                    .stop(
                            new Stop.LimitReached("A model used tool '"
                                    + call.tool().name() + "' with the same arguments in " + met + " rounds in a row."),
                            call.scope());
        } else if (rung == Rung.ESCALATE) {
            ports.escalation().next(call.scope());
        }
        return rung;
    }

    /** A call that says what is done with it: to the model, and in the run's events. */
    ToolCall noted(ToolCall call, Rung rung) {
        if (rung != Rung.CORRECT && rung != Rung.ESCALATE) {
            return call;
        }
        ToolCall told = call.noted(NOTE);
        Map<String, String> what = Map.of("tool", call.tool().name());
        return rung == Rung.CORRECT
                ? told
                : told.with(new Happening("Escalated", ports.json().write(what)));
    }
}
