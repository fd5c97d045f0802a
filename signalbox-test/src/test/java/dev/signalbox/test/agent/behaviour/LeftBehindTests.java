package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.ScriptedReply.computed;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashingJournalStore;
import dev.signalbox.test.agent.KillPoint;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a program that still work for a slice that is over, because the program has not waited for them. */
@Timeout(60)
class LeftBehindTests {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final CountDownLatch atTheGate = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<CompletableFuture<String>> begun = new ConcurrentLinkedQueue<>();
    private final CrashingJournalStore store = new CrashingJournalStore(new MemoryJournalStore(), KillPoint.NEVER);

    /** Its thread asks when the program has come to its end. */
    private final class Leaving implements AgentProgram<String, String> {
        @Override
        public String run(String question, Run run) {
            begin(() -> {
                gate.join();
                return run.model().chat(question);
            });
            return "left";
        }
    }

    /** Its thread asks and has no answer yet when the program comes to rest. */
    private final class Resting implements AgentProgram<String, String> {
        @Override
        public String run(String question, Run run) {
            CompletableFuture<String> answer = begin(() -> run.model().chat(question));
            awaitQuestion();
            run.await("go on", String.class);
            return answer.join();
        }
    }

    private CompletableFuture<String> begin(Supplier<String> work) {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(work, threads);
        begun.add(answer);
        return answer;
    }

    private void awaitQuestion() {
        try {
            atTheGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final ScriptedChatModel model = new ScriptedChatModel().always(computed(request -> {
        boolean first = asked.incrementAndGet() == 1;
        atTheGate.countDown();
        if (first) {
            gate.join();
        }
        return ChatResponse.builder().aiMessage(AiMessage.from("42")).build();
    }));

    @AfterEach
    void stop() {
        gate.complete(null);
        threads.shutdownNow();
    }

    @Test
    void beginNoFurtherStep() {
        AgentHarness harness =
                AgentHarness.over(store, runtime -> runtime.model(model).program(new Leaving()));
        assertThat(harness.runToEnd(Leaving.class, "What is six times seven?")).isEqualTo("left");

        gate.complete(null);

        assertLost(begun.element());
        assertThat(asked).hasValue(0);
    }

    @Test
    void recordNothingOfWhatTheNextSliceHasDone() {
        AgentHarness harness =
                AgentHarness.over(store, runtime -> runtime.model(model).program(new Resting()));
        RunHandle<String> run = harness.start(Resting.class, "What is six times seven?");
        harness.runtime().signal(run.id(), "go on", "now");
        assertThat(harness.runToEnd(run)).isEqualTo("42");

        gate.complete(null);

        assertLost(begun.element());
        assertThat(asked).hasValue(2);
        assertThat(run).hasSteps(StepKind.MODEL, "model", 1);
        assertThat(store.repeated()).isEmpty();
    }

    private static void assertLost(CompletableFuture<String> answer) {
        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(SliceStopped.class);
    }
}
