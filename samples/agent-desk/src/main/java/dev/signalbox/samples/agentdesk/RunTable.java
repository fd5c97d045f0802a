package dev.signalbox.samples.agentdesk;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Runs and questions in words. */
@Component
class RunTable {

    private final AgentRuntime runtime;
    private final String budget;

    RunTable(AgentRuntime runtime, @Value("${signalbox.agent.limits.cost}") String budget) {
        this.runtime = runtime;
        this.budget = budget;
    }

    /** A run in one line, with what it has used of its budget. */
    String line(RunView run) {
        List<StepRecord> steps = runtime.steps(run.id());
        return "%s  %s  %s: %d model calls, %d tools, %d tokens, %s of %s"
                .formatted(
                        StepLine.brief(run.id().value()),
                        run.status(),
                        run.input(),
                        count(steps, StepKind.MODEL),
                        count(steps, StepKind.TOOL),
                        run.use().tokens(),
                        StepLine.cost(run.use()),
                        budget);
    }

    private static long count(List<StepRecord> steps, StepKind kind) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    /** A run with all its steps and questions. */
    Stream<String> lines(RunView run) {
        return Stream.of(
                        runtime.steps(run.id()).stream().map(StepLine::of),
                        runtime.approvals(run.id()).stream().map(RunTable::decided),
                        Stream.of(line(run)))
                .flatMap(lines -> lines);
    }

    private static String decided(ApprovalRecord approval) {
        return "%s of %s %s: %s"
                .formatted(
                        StepLine.brief(approval.id()),
                        approval.tool(),
                        approval.arguments(),
                        approval.decided() ? approval.decision() + " by " + approval.decidedBy() : "waits");
    }

    String question(ApprovalRecord approval) {
        String id = StepLine.brief(approval.id());
        return "%s %s: %s%nWrite: approve %s, or: deny %s not now"
                .formatted(approval.tool(), approval.arguments(), approval.reason(), id, id);
    }
}
