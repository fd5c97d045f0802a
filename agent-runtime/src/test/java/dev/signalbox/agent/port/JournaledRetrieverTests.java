package dev.signalbox.agent.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.agent.budget.RunMeter;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.OnDivergence;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournaledRetrieverTests {

    private static final RunId RUN = new RunId("run-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryJournalStore store = new MemoryJournalStore();
    private final Json json = Json.standard();
    private final AtomicInteger asked = new AtomicInteger();
    private int transientFailures;

    @BeforeEach
    void start() {
        store.start(RunRecord.builder()
                .id(RUN)
                .program("reader")
                .status(RunStatus.READY)
                .input("{}")
                .options("{}")
                .createdAt(NOW)
                .updatedAt(NOW)
                .build());
    }

    private List<Content> retrieve(ContentRetriever retriever, String query) {
        RunRecord run = store.claim(RUN, NOW).orElseThrow();
        List<StepRecord> steps = store.steps(RUN);
        Journal journal = new Journal(
                store,
                run,
                steps,
                store.lastSeq(RUN) + 1,
                () -> NOW,
                OnDivergence.FAIL,
                JournalListener.NONE,
                () -> false);
        ApprovalDesk desk = new ApprovalDesk(journal, json, () -> NOW);
        RunPorts ports = RunPorts.builder()
                .journal(journal)
                .meter(new RunMeter(journal, steps, desk, RunLimits.NONE, () -> NOW, () -> "id", json))
                .models(new PlainModels(new dev.langchain4j.model.chat.ChatModel() {}))
                .escalation(new Escalation(null))
                .desk(desk)
                .json(json)
                .clock(() -> NOW)
                .ids(() -> "id")
                .ancestors(List.of())
                .tags(Map.of())
                .transientFailures(transientFailures)
                .build();
        return new JournaledRetriever(ports, retriever).retrieve(Query.from(query));
    }

    @Test
    void isAskedOnceAndAnswersTheSameAgain() {
        UUID id = UUID.fromString("00000000-0000-0000-0000-000000000001");
        Metadata metadata = new Metadata(Map.of("page", 7, "id", id, "title", "Tea", "weight", 0.5, "size", 12L));
        Content content = Content.from(TextSegment.from("about tea", metadata), Map.of(ContentMetadata.SCORE, 0.75));
        ContentRetriever retriever = query -> {
            asked.incrementAndGet();
            return List.of(content, Content.from("bare"));
        };

        List<Content> live = retrieve(retriever, "tea?");
        List<Content> replayed = retrieve(retriever, "tea?");

        assertThat(asked).hasValue(1);
        assertThat(replayed).isEqualTo(live);
        assertThat(replayed.get(0).textSegment().metadata().toMap()).isEqualTo(metadata.toMap());
        assertThat(replayed.get(0).metadata()).isEqualTo(content.metadata());
    }

    @Test
    void isAskedAgainInAnotherSliceAfterAFailure() {
        transientFailures = 2;

        assertThatThrownBy(() -> retrieve(failing(), "tea?"))
                .isInstanceOfSatisfying(
                        SliceStopped.class,
                        stopped -> assertThat(stopped.stop()).isInstanceOf(Stop.Retry.class));
        List<Content> later = retrieve(query -> List.of(), "tea?");

        assertThat(later).isEmpty();
    }

    @Test
    void failsForGoodAfterSeveralFailures() {
        assertThatThrownBy(() -> retrieve(failing(), "tea?")).hasMessage("no index");
        assertThatThrownBy(() -> retrieve(failing(), "tea?"))
                .isInstanceOf(StepFailedException.class)
                .hasMessage("no index");

        assertThat(asked).hasValue(1);
    }

    private ContentRetriever failing() {
        return query -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no index");
        };
    }
}
