package dev.signalbox.agent;

import dev.signalbox.agent.Programs.Program;
import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.budget.RunMeter;
import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.journal.Happening;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.Escalation;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.tool.RunTools;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lombok.Getter;
import lombok.experimental.Accessors;

/** One worker's turn at one run: everything that lives as long. */
@Getter
@Accessors(fluent = true)
final class Slice implements AutoCloseable {

    private final Parts parts;
    private final RunRecord run;
    private final RunTerms terms;
    private final Journal journal;
    private final RunMeter meter;
    private final List<RunBudget> budgets = new ArrayList<>();
    private final Family family;
    private final RunMemories memories;
    private final ProgramRun programRun;

    Slice(Parts parts, RunRecord run, Lease lease) {
        this.parts = parts;
        this.run = run;
        this.terms = parts.json().read(run.options(), RunTerms.class);
        JournalStore store = parts.store();
        this.family = new Family(store);
        List<StepRecord> steps = store.steps(run.id());
        long next = store.lastSeq(run.id()) + 1;
        this.journal = new Journal(
                store,
                run,
                steps,
                next,
                parts.clock(),
                terms.onDivergence(),
                JournalListener.both(parts.watch(), parts.listeners().of(run.id())),
                lease::handOver);
        ApprovalDesk desk = new ApprovalDesk(journal, parts.json(), parts.clock());
        this.meter = new RunMeter(journal, steps, desk, terms.limits(), parts.clock(), parts::newId, parts.json());
        this.memories = new RunMemories(journal, parts.settings().memoryMessages());
        this.programRun = programRun(ports(desk), steps);
    }

    private RunPorts ports(ApprovalDesk desk) {
        return RunPorts.builder()
                .journal(journal)
                .meter(meter)
                .models(parts.models())
                .escalation(new Escalation(parts.settings().escalation()))
                .desk(desk)
                .json(parts.json())
                .clock(parts.clock())
                .ids(parts::newId)
                .ancestors(terms.ancestors())
                .tenant(run.tenant())
                .user(terms.user())
                .tags(terms.tags())
                .transientFailures(parts.settings().transientFailures())
                .keepRequests(parts.settings().keepRequests())
                .build();
    }

    private ProgramRun programRun(RunPorts ports, List<StepRecord> steps) {
        RunTools tools = new RunTools(ports, parts.toolBox());
        RunStarts starts = new RunStarts(parts);
        return ProgramRun.builder()
                .ports(ports)
                .agents(new RunAgents(ports, tools, memories, parts.settings().roles()))
                .runTools(tools)
                .steps(new RunSteps(ports, steps))
                .branches(new RunBranches(journal, parts.executor()))
                .memories(memories)
                .children(new RunChildren(
                        ports, parts.programs(), (program, start) -> starts.child(run, terms, program, start)))
                .randomness(parts.randomness())
                .build();
    }

    Json json() {
        return parts.json();
    }

    /** Says that work goes on, and opens the money that is left, the run's own and that of its ancestors. */
    void begin() {
        journal.happened(List.of(new Happening(run.epoch() == 1 ? "RunStarted" : "RunResumed", "{}")));
        Long granted = meter.grantedPico();
        if (granted != null) {
            long spent = meter.used().steps().pico() + family.spentByChildren(run.id());
            budgets.add(parts.models().openBudget(run.id(), granted, spent));
        }
        terms.ancestors().forEach(this::openBudget);
    }

    private void openBudget(RunId ancestor) {
        parts.store().run(ancestor).ifPresent(record -> {
            Long cost = json().read(record.options(), RunTerms.class).limits().costPico();
            if (cost != null) {
                long granted = cost * RunMeter.grants(parts.store().approvals(ancestor));
                budgets.add(parts.models().openBudget(ancestor, granted, family.spent(ancestor)));
            }
        });
    }

    /** Runs the program as far as it gets. */
    String run(Program program) {
        return json().write(program.code().run(json().value(run.input(), program.input()), programRun));
    }

    /** When to try again after so many passing failures in a row. */
    Instant later(int failures) {
        return parts.clock().instant().plus(parts.settings().backoff(failures));
    }

    /** Whoever works on for it, because the program has not waited, begins no further step; the next slice will. */
    @Override
    public void close() {
        journal.close();
        budgets.forEach(RunBudget::close);
    }
}
