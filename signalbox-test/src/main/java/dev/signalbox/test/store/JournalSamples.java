package dev.signalbox.test.store;

import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceEndRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records to write, with something in every column. */
final class JournalSamples {

    static final Instant T = Instant.parse("2026-01-01T00:00:00.123Z");

    private JournalSamples() {}

    static Instant at(long seconds) {
        return T.plusSeconds(seconds);
    }

    static RunRecord run(String id, @Nullable String startKey, Instant at) {
        return RunRecord.builder()
                .id(new RunId(id))
                .program("trip-desk")
                .tenant("acme")
                .startKey(startKey)
                .parent(new RunId("parent"))
                .parentStep("parent-step")
                .status(RunStatus.READY)
                .input("{\"to\":\"Zürich \\u0000 ✓\"}")
                .options("{}")
                .traceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .createdAt(at)
                .updatedAt(at)
                .build();
    }

    static StepRecord step(RunRecord run, long seq) {
        return StepRecord.builder()
                .run(run.id())
                .key("key-" + seq)
                .seq(seq)
                .scope("research/2")
                .kind(StepKind.MODEL)
                .name("Planner.plan")
                .state(StepState.DONE)
                .shape("shape")
                .request("{\"asked\":" + seq + "}")
                .result("{\"answered\":" + seq + "}")
                .role("PLAN")
                .policy("planning")
                .deployment("house/large")
                .decision("d-" + seq)
                .use(new StepUse(100, 20, 9_000_000_000_000_001L))
                .startedAt(at(seq))
                .endedAt(at(seq + 1))
                .epoch(run.epoch())
                .build();
    }

    static StepRecord started(RunRecord run, long seq) {
        return step(run, seq).toBuilder()
                .kind(StepKind.TOOL)
                .state(StepState.STARTED)
                .result(null)
                .use(StepUse.NONE)
                .endedAt(null)
                .build();
    }

    static EventRecord event(RunRecord run, long seq) {
        return new EventRecord(run.id(), seq, at(seq), "ToolCalled", "key-" + seq, "{\"n\":" + seq + "}");
    }

    static SliceEndRecord end(RunRecord run, RunStatus status, @Nullable Instant wakeAt, EventRecord... events) {
        return new SliceEndRecord(
                run.id(),
                run.epoch(),
                status,
                status == RunStatus.SUCCEEDED ? "\"done\"" : null,
                status == RunStatus.FAILED ? "It \0 broke" : null,
                wakeAt,
                2,
                List.of(events),
                Map.of(),
                at(100));
    }

    static SliceEndRecord end(RunRecord run, Map<String, String> memories, EventRecord... events) {
        return new SliceEndRecord(
                run.id(),
                run.epoch(),
                RunStatus.SUCCEEDED,
                "\"done\"",
                null,
                null,
                0,
                List.of(events),
                memories,
                at(100));
    }

    static ApprovalRecord approval(RunRecord run, String id, Instant at) {
        return ApprovalRecord.builder()
                .id(id)
                .run(run.id())
                .step("step-of-" + id)
                .kind(ApprovalRecord.Kind.TOOL)
                .tool("pay")
                .arguments("{\"amount\":120}")
                .argumentsHash("hash")
                .reason("amount > 100")
                .by("finance")
                .askedAt(at)
                .expiresAt(at.plusSeconds(3_600))
                .onExpiry(ApprovalRecord.Verdict.DENY)
                .build();
    }

    static ApprovalRecord decided(ApprovalRecord asked, String by) {
        return asked.toBuilder()
                .decision(ApprovalRecord.Verdict.EDIT)
                .decidedBy(by)
                .decidedAt(at(50))
                .edited("{\"amount\":80}")
                .answer("less")
                .always(true)
                .build();
    }
}
