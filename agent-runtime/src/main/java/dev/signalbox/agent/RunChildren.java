package dev.signalbox.agent;

import dev.signalbox.agent.Programs.Program;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepOutcome;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.port.FailureCodec;
import dev.signalbox.agent.port.RunPorts;
import java.util.function.BiFunction;
import lombok.RequiredArgsConstructor;

/** Runs other programs as steps of a run. */
@RequiredArgsConstructor
final class RunChildren {

    private final RunPorts ports;
    private final Programs programs;
    /** Starts the run of a program as the child at a place, or finds it there. */
    private final BiFunction<Program, Start, RunRecord> starter;

    /**
     * How a child is started.
     *
     * @param place of the step that it is
     * @param input JSON
     */
    record Start(Place place, String input) {}

    <I, O> O run(Class<? extends AgentProgram<I, O>> type, I input) {
        Program program = programs.of(type);
        String json = ports.json().write(input);
        Journal journal = ports.journal();
        Place place = journal.place(StepRequest.builder()
                .kind(StepKind.CHILD)
                .name(program.name())
                .content(program.name() + json)
                .build());
        StepRecord recorded = place.recorded();
        StepRecord step = recorded != null && place.ended() ? recorded : done(program, new Start(place, json));
        return output(program, step);
    }

    private StepRecord done(Program program, Start start) {
        Journal journal = ports.journal();
        RunRecord child = journal.stored(() -> starter.apply(program, start));
        if (!child.status().ended()) {
            throw journal.stop(new Stop.Parked(null, "the run " + child.id() + " of " + program.name()));
        }
        StepOutcome.StepOutcomeBuilder outcome =
                StepOutcome.builder().use(journal.stored(() -> journal.store().use(child.id())));
        StepRecord step = journal.record(
                start.place(),
                child.status() == RunStatus.SUCCEEDED
                        ? outcome.result(child.output()).build()
                        : outcome.error(failure(child)).build());
        ports.meter().ended(step);
        return step;
    }

    private String failure(RunRecord child) {
        return new FailureCodec(ports.json()).encode(new RunFailedException(child.id(), child.status(), child.error()));
    }

    private <O> O output(Program program, StepRecord step) {
        String error = step.error();
        if (step.failed() && error != null) {
            throw new FailureCodec(ports.json()).decode(error, null);
        }
        return ports.json().value(step.result() == null ? "null" : step.result(), program.output());
    }
}
