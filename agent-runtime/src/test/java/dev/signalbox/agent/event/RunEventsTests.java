package dev.signalbox.agent.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRequest;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunEventsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InlineDispatcher dispatcher = InlineDispatcher.eager(now::get);
    private final List<RunEvent> heard = new ArrayList<>();

    private static final class NoModel implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            throw new IllegalStateException("nobody asks");
        }
    }

    private static final class Nap implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            String note = run.note("greeting", String.class, () -> "hello");
            run.sleep(Duration.ofHours(1));
            if (input.equals("fail")) {
                throw new IllegalStateException("as wanted");
            }
            return note + " " + input;
        }
    }

    private AgentRuntime runtime(RunListener listener) {
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(new MemoryJournalStore())
                .dispatcher(dispatcher)
                .clock(now::get)
                .model(new NoModel())
                .program(new Nap())
                .listener(listener)
                .build();
        runtime.start();
        return runtime;
    }

    private void later() {
        now.set(now.get().plus(Duration.ofHours(1)));
        dispatcher.runDue();
    }

    private static List<String> types(List<RunEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    void areHeardInOrderWithWhatIsOnlyReadAgain() {
        AgentRuntime runtime = runtime(heard::add);

        runtime.start(Nap.class, "kim");
        later();

        assertThat(types(heard))
                .containsExactly(
                        "RunStarted",
                        "StepStarted",
                        "StepCompleted",
                        "StepStarted",
                        "RunParked",
                        "RunResumed",
                        "StepCompleted",
                        "StepStarted",
                        "StepCompleted",
                        "RunSucceeded");
        assertThat(heard)
                .filteredOn(RunEvent.StepCompleted.class::isInstance)
                .extracting(event -> ((RunEvent.StepCompleted) event).replayed())
                .containsExactly(false, true, false);
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        RunEvent.StepStarted.class,
                        step -> assertThat(step.kind()).isEqualTo(StepKind.NOTE));
    }

    @Test
    void areReadBackAsTheyWereHeard() {
        AgentRuntime runtime = runtime(heard::add);

        RunId run = runtime.start(Nap.class, "kim").id();
        later();

        List<RunEvent> read = runtime.events(run, 0, 100);
        assertThat(read)
                .isEqualTo(heard.stream().filter(RunEvent::kept).toList())
                .hasSize(6);
        assertThat(runtime.events(run, read.get(2).seq(), 2)).isEqualTo(read.subList(3, 5));
    }

    @Test
    void sayWhyARunRestsAndFails() {
        AgentRuntime runtime = runtime(heard::add);

        runtime.start(Nap.class, "fail");
        later();

        assertThat(heard).contains(new RunEvent.RunParked(heard.get(4).moment(), "Waits for a time"));
        assertThat(heard.get(heard.size() - 1))
                .isInstanceOfSatisfying(
                        RunEvent.Ended.class,
                        end -> assertThat(end.why()).isEqualTo("IllegalStateException: as wanted"));
    }

    @Test
    void goOnWhateverAListenerThrows() throws Exception {
        AgentRuntime runtime = runtime(event -> {
            throw new IllegalStateException("not mine");
        });

        AutoCloseable listening = runtime.listen(heard::add);
        runtime.start(Nap.class, "kim");
        listening.close();
        later();

        assertThat(types(heard)).endsWith("RunParked").doesNotContain("RunResumed");
        assertThat(runtime.find(RunQuery.ALL, 1)).allMatch(run -> run.status().ended());
    }

    @Test
    void areReadAlsoIfANewerVersionWroteThem() {
        RunListeners listeners = new RunListeners(List.of(heard::add), Json.standard(), now::get);
        JournalListener journal = listeners.of(new RunId("r1"));

        journal.written(new EventRecord(new RunId("r1"), 7, START, "RunPaused", null, "{\"why\":\"lunch\",\"for\":1}"));

        assertThat(heard)
                .containsExactly(new RunEvent.Unknown(
                        new Moment(new RunId("r1"), 7, START), "RunPaused", "{\"why\":\"lunch\",\"for\":1}"));
    }

    @Test
    void tellPiecesOfAnswersThatAreNotKept() {
        RunListeners listeners = new RunListeners(List.of(heard::add), Json.standard(), now::get);
        Place place = new Place(StepRequest.named(StepKind.MODEL, "Helper"), "k", "each.1", null, START);

        listeners.of(new RunId("r1")).partial(place, "hel");

        assertThat(heard)
                .containsExactly(new RunEvent.TextDelta(new Moment(new RunId("r1"), 0, START), "k", "each.1", "hel"));
        assertThat(heard).noneMatch(RunEvent::kept);
    }
}
