package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.journal.RunStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs whose libraries ask models on threads of their own. */
class ForeignThreadsTests {

    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final AtomicInteger modelCalls = new AtomicInteger();
    private final AtomicInteger slices = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<BiFunction<ChatModel, Integer, String>> code = new AtomicReference<>();

    private final ChatModel model = new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            modelCalls.incrementAndGet();
            String asked = ((UserMessage) request.messages().get(0)).singleText();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from("answer to " + asked))
                    .build();
        }
    };

    private final class Crew implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            String found = code.get().apply(run.model(), slices.incrementAndGet());
            return found + run.await("go", String.class);
        }
    }

    /** Asks on another thread each, one after the other. */
    private String elsewhere(ChatModel asked, List<String> questions) {
        for (String question : questions) {
            CompletableFuture.supplyAsync(() -> asked.chat(question), threads).join();
        }
        return "found";
    }

    private RunHandle<String> worked(BiFunction<ChatModel, Integer, String> what) {
        code.set(what);
        AgentRuntime runtime = AgentRuntime.builder()
                .dispatcher(dispatcher)
                .model(model)
                .executor(threads)
                .program(new Crew())
                .build();
        runtime.start();
        RunHandle<String> run = runtime.start(Crew.class, "");
        dispatcher.work(run.id());
        assertThat(run.status()).isEqualTo(RunStatus.PARKED);
        runtime.signal(run.id(), "go", "!");
        dispatcher.work(run.id());
        return run;
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void mayComeInAnyOrderOnAReplay() {
        RunHandle<String> run = worked(
                (asked, slice) -> elsewhere(asked, slice == 1 ? List.of("a", "b", "c") : List.of("c", "a", "b")));

        assertThat(run.view().error()).isNull();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(modelCalls).hasValue(3);
    }

    @Test
    void mayBeOvertakenByTheProgramsOwnOnAReplay() {
        RunHandle<String> run = worked((asked, slice) -> {
            if (slice == 1) {
                return elsewhere(asked, List.of("a")) + asked.chat("b");
            }
            asked.chat("b");
            return elsewhere(asked, List.of("a"));
        });

        assertThat(run.view().error()).isNull();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(modelCalls).hasValue(2);
    }

    @Test
    void leaveAnOrderToAProgramThatHasNone() {
        RunHandle<String> run = worked((asked, slice) -> {
            asked.chat(slice == 1 ? "a" : "b");
            return asked.chat(slice == 1 ? "b" : "a");
        });

        assertThat(run.status()).isEqualTo(RunStatus.DIVERGED);
        assertThat(modelCalls).hasValue(2);
    }
}
