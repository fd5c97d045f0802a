package dev.signalbox.test.store;

import static dev.signalbox.test.store.JournalSamples.at;
import static dev.signalbox.test.store.JournalSamples.end;
import static dev.signalbox.test.store.JournalSamples.event;
import static dev.signalbox.test.store.JournalSamples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JournalStore} does with chat memories, which are written with the ends of runs. */
abstract class JournalMemoryContract {

    JournalStore store;

    /** A store without runs. */
    protected abstract JournalStore emptyStore();

    /**
     * Another store that keeps the same journals, as another node would.
     *
     * @param first what {@link #emptyStore} gave; the answer itself, where there is only one node
     */
    protected JournalStore anotherNode(JournalStore first) {
        return first;
    }

    /** Makes one for each test. */
    @BeforeEach
    void open() {
        store = emptyStore();
    }

    RunRecord claimed(String id) {
        store.start(run(id, null, at(0)));
        return store.claim(new RunId(id), at(1)).orElseThrow();
    }

    /** Memories are replaced and forgotten. */
    @Test
    protected void keepsMemories() {
        store.memory("m-1", "[1]");
        store.memory("m-1", "[1,2]");
        store.memory("m-2", "[]");
        store.memory("m-2", null);

        assertThat(store.memory("m-1")).contains("[1,2]");
        assertThat(store.memory("m-2")).isEmpty();
    }

    /** What a slice leaves in memories is there with its end. */
    @Test
    protected void keepsMemoriesWithTheEndOfASlice() {
        RunRecord run = claimed("r-1");
        store.memory("m-1", "[1]");
        store.memory("m-3", "[3]");

        assertThat(store.end(end(run, Map.of("m-1", "[1,2]", "m-2", "[]"), event(run, 1))))
                .contains(run.wakes());

        JournalStore other = anotherNode(store);
        assertThat(other.memory("m-1")).contains("[1,2]");
        assertThat(other.memory("m-2")).contains("[]");
        assertThat(other.memory("m-3")).contains("[3]");
    }

    /** A worker that is late does not undo what its successor has left. */
    @Test
    protected void refusesMemoriesOfWhoHasLostTheRun() {
        RunRecord old = claimed("r-1");
        RunRecord held = anotherNode(store).claim(old.id(), at(2)).orElseThrow();

        assertThat(store.end(end(old, Map.of("m-1", "[\"old\"]")))).isEmpty();
        assertThat(store.memory("m-1")).isEmpty();
        assertThat(store.end(end(held, Map.of("m-1", "[\"new\"]")))).isPresent();
        assertThat(store.end(end(old, Map.of("m-1", "[\"old\"]")))).isEmpty();
        assertThat(store.end(end(held, Map.of("m-1", "[\"twice\"]")))).isEmpty();

        assertThat(store.memory("m-1")).contains("[\"new\"]");
    }

    /** An end that is refused for a place that is taken leaves memories as they were. */
    @Test
    protected void refusesMemoriesOfAnEndWithoutAPlace() {
        RunRecord run = claimed("r-1");
        store.memory("m-1", "[1]");
        store.add(run.id(), run.epoch(), List.of(event(run, 1)));

        assertThat(store.end(end(run, Map.of("m-1", "[1,2]", "m-2", "[]"), event(run, 1))))
                .isEmpty();

        assertThat(store.memory("m-1")).contains("[1]");
        assertThat(store.memory("m-2")).isEmpty();
        assertThat(store.run(run.id())).contains(run);
    }

    /** Whoever is last is so for all that it writes, and no two wait for each other. */
    @Test
    protected void keepsMemoriesOfOneRunTogetherUnderAStorm() {
        JournalStore[] nodes = {store, anotherNode(store)};

        List<Boolean> ended = Storm.of(8, 20, (thread, round) -> {
            RunRecord run = claimed("r-" + thread + "-" + round);
            Map<String, String> memories = new LinkedHashMap<>();
            for (int number = 0; number < 3; number++) {
                memories.put("m-" + (thread + number) % 3, "[\"" + run.id().value() + "\"]");
            }
            return nodes[thread % 2].end(end(run, memories)).isPresent();
        });

        assertThat(ended).hasSize(160).containsOnly(true);
        assertThat(remembered("m-0")).isEqualTo(remembered("m-1")).isEqualTo(remembered("m-2"));
    }

    private String remembered(String id) {
        return store.memory(id).orElseThrow();
    }
}
