package dev.signalbox.test.agent.store;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.time.Instant;

/** The least that can be written. */
final class Rows {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private Rows() {}

    static RunRecord run(String id) {
        return RunRecord.builder()
                .id(new RunId(id))
                .program("p")
                .status(RunStatus.READY)
                .input("{}")
                .options("{}")
                .createdAt(NOW)
                .updatedAt(NOW)
                .build();
    }

    static StepRecord step(RunRecord run, long seq) {
        return StepRecord.builder()
                .run(run.id())
                .key("key-" + seq)
                .seq(seq)
                .scope("")
                .kind(StepKind.TOOL)
                .name("pay")
                .state(StepState.DONE)
                .result("{\"number\":" + seq + "}")
                .use(StepUse.NONE)
                .startedAt(NOW)
                .endedAt(NOW)
                .epoch(run.epoch())
                .build();
    }
}
