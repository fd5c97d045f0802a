package dev.signalbox.agent;

import dev.signalbox.agent.Programs.Program;
import dev.signalbox.agent.journal.Fork;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Starts runs. */
@RequiredArgsConstructor
final class RunStarts {

    private final Parts parts;

    RunRecord start(Program program, String input, RunOptions options) {
        AgentSettings settings = parts.settings();
        RunTerms terms = new RunTerms(
                options.user(),
                options.tags(),
                options.limits().over(settings.limits()),
                options.onDivergence() == null ? settings.onDivergence() : options.onDivergence(),
                List.of());
        RunRecord run = start(record(program.name(), input, terms)
                .tenant(options.tenant())
                .startKey(options.key())
                .build());
        if (!run.program().equals(program.name())) {
            throw new IllegalArgumentException("The key '" + options.key() + "' is that of the run " + run.id()
                    + " of the program '" + run.program() + "'. Start '" + program.name() + "' with another key.");
        }
        return run;
    }

    /** The child at a place of its parent, started now if it is not yet. */
    RunRecord child(RunRecord parent, RunTerms of, Program program, RunChildren.Start start) {
        List<RunId> ancestors = new ArrayList<>();
        ancestors.add(parent.id());
        ancestors.addAll(of.ancestors());
        RunTerms terms = new RunTerms(of.user(), of.tags(), parts.settings().limits(), of.onDivergence(), ancestors);
        return start(record(program.name(), start.input(), terms)
                .tenant(parent.tenant())
                .startKey(parent.id() + "/" + start.place().key())
                .parent(parent.id())
                .parentStep(start.place().key())
                .build());
    }

    /** A run that has what another did up to a place, the last of it maybe with another result; nobody waits for it. */
    RunRecord fork(RunRecord source, long until, @Nullable String result) {
        if (parts.store().steps(source.id()).stream().noneMatch(step -> step.seq() == until)) {
            throw new IllegalArgumentException("Run " + source.id() + " has no step at place " + until + ".");
        }
        RunTerms terms = parts.json().read(source.options(), RunTerms.class).alone();
        RunRecord copy = record(source.program(), source.input(), terms)
                .tenant(source.tenant())
                .build();
        parts.store().fork(new Fork(copy, source.id(), until, result));
        parts.dispatcher().submit(copy.id(), copy.createdAt());
        return copy;
    }

    private RunRecord.RunRecordBuilder record(String program, String input, RunTerms terms) {
        Instant now = parts.clock().instant();
        return RunRecord.builder()
                .id(new RunId(parts.newId()))
                .program(program)
                .status(RunStatus.READY)
                .input(input)
                .options(parts.json().write(terms))
                .traceParent(parts.traceParents().apply(program))
                .createdAt(now)
                .updatedAt(now);
    }

    private RunRecord start(RunRecord run) {
        JournalStore store = parts.store();
        RunRecord there = store.start(run);
        if (!there.status().ended()) {
            parts.dispatcher().submit(there.id(), there.createdAt());
        }
        return there;
    }
}
