package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AgentRuntimeTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final MemoryJournalStore store = new MemoryJournalStore();
    private final InlineDispatcher dispatcher = InlineDispatcher.eager(clock);
    private final AtomicInteger modelCalls = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();

    private final ChatModel model = new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            modelCalls.incrementAndGet();
            boolean told = request.messages().stream().anyMatch(m -> m.type() == ChatMessageType.TOOL_EXECUTION_RESULT);
            String said = ((UserMessage) request.messages().get(0)).singleText();
            boolean tools = request.toolSpecifications() != null
                    && !request.toolSpecifications().isEmpty();
            return ChatResponse.builder()
                    .aiMessage(
                            tools && !told
                                    ? AiMessage.from(ToolExecutionRequest.builder()
                                            .id("call-1")
                                            .name("look")
                                            .arguments("{\"what\": \"" + said + "\"}")
                                            .build())
                                    : AiMessage.from("answer to " + said))
                    .build();
        }
    };

    interface Helper {
        String help(String question);
    }

    class Looking {
        @Tool
        String look(String what) {
            looks.incrementAndGet();
            return "seen " + what;
        }
    }

    record Order(String who, int number) {}

    class Doubling implements AgentProgram<Integer, Integer> {
        @Override
        public Integer run(Integer input, Run run) {
            return input * 2;
        }
    }

    class Desk implements AgentProgram<Order, List<String>> {
        @Override
        public List<String> run(Order order, Run run) {
            String first =
                    run.agent(Helper.class, agent -> agent.tools(new Looking())).help(order.who());
            List<String> found = run.parallel(
                    "each",
                    List.of("a", "b", "c"),
                    3,
                    item -> run.agent(Helper.class).help(item));
            run.sleep(Duration.ofDays(1));
            String said = run.await("go", String.class);
            int doubled = run.child(Doubling.class, order.number());
            return List.of(
                    first,
                    String.join(",", found),
                    said,
                    String.valueOf(doubled),
                    run.uuid().toString(),
                    run.now().toString());
        }
    }

    private AgentRuntime runtime() {
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(store)
                .dispatcher(dispatcher)
                .clock(clock)
                .model(model)
                .program(new Desk())
                .program(new Doubling())
                .executor(Executors.newCachedThreadPool())
                .build();
        runtime.start();
        return runtime;
    }

    @Test
    void goesThroughAProgramAndDoesEachStepOnce() throws Exception {
        AgentRuntime runtime = runtime();

        RunHandle<List<String>> run = runtime.start(Desk.class, new Order("kim", 21), options -> options.key("one"));
        assertThat(run.status()).isEqualTo(RunStatus.PARKED);
        assertThat(modelCalls).hasValue(5);
        now.set(now.get().plus(Duration.ofDays(1)));
        dispatcher.runDue();
        assertThat(run.view().error()).contains("signal 'go'");
        runtime.signal(run.id(), "go", "yes");

        assertThat(run.await(Duration.ofSeconds(1)))
                .startsWith("answer to kim", "answer to a,answer to b,answer to c", "yes", "42");
        assertThat(modelCalls).hasValue(5);
        assertThat(looks).hasValue(1);
        assertThat(runtime.start(Desk.class, new Order("kim", 21), options -> options.key("one"))
                        .id())
                .isEqualTo(run.id());
        List<StepRecord> steps = runtime.steps(run.id());
        assertThat(steps).extracting(StepRecord::kind).contains(StepKind.MODEL, StepKind.TOOL, StepKind.CHILD);
        assertThat(runtime.events(run.id(), 0, 100))
                .extracting(event -> event.seq())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
