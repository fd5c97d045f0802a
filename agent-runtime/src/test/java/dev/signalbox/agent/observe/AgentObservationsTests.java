package dev.signalbox.agent.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AgentObservationsTests {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryJournalStore store = new MemoryJournalStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InlineDispatcher dispatcher = InlineDispatcher.eager(now::get);
    private final List<String> parents = new ArrayList<>();
    private final AgentRuntime runtime;

    /** Uses a tool once, and notes what was observed when it was asked. */
    private final class Asked implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            Observation current = registry.getCurrentObservation();
            parents.add(current == null ? "nothing" : current.getContext().getName());
            boolean told = request.messages().stream()
                    .anyMatch(message -> message.type() == ChatMessageType.TOOL_EXECUTION_RESULT);
            return ChatResponse.builder()
                    .aiMessage(
                            told
                                    ? AiMessage.from("done")
                                    : AiMessage.from(ToolExecutionRequest.builder()
                                            .id("call-1")
                                            .name("look")
                                            .arguments("{}")
                                            .build()))
                    .build();
        }
    }

    interface Helper {

        String help(String question);
    }

    static final class Looking {

        @Tool
        String look() {
            return "seen";
        }
    }

    static final class Desk implements AgentProgram<String, String> {

        @Override
        public String run(String question, Run run) {
            String answer =
                    run.agent(Helper.class, agent -> agent.tools(new Looking())).help(question);
            run.sleep(Duration.ofDays(1));
            if (question.equals("fail")) {
                throw new IllegalStateException("as wanted");
            }
            return answer;
        }
    }

    AgentObservationsTests() {
        AgentObservations observations =
                AgentObservations.builder().registry(registry).store(store).build();
        runtime = AgentRuntime.builder()
                .journal(store)
                .dispatcher(observations.observed(dispatcher))
                .traceParents(observations::started)
                .listener(observations)
                .listener(new AgentMeters(meters, store))
                .clock(now::get)
                .model(new Asked())
                .program(new Desk())
                .build();
        runtime.start();
    }

    private RunId run(String question) {
        RunId run = runtime.start(Desk.class, question).id();
        now.set(now.get().plus(Duration.ofDays(1)));
        dispatcher.runDue();
        return run;
    }

    @Test
    void observeEachTurnOfAWorkerAndTheToolsInIt() {
        RunId run = run("help");

        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("signalbox.agent.run", 2)
                .hasNumberOfObservationsWithNameEqualTo("signalbox.agent.tool", 1)
                .hasAnObservation(slice -> slice.hasContextualNameEqualTo("invoke_agent Desk")
                        .hasLowCardinalityKeyValue("gen_ai.operation.name", "invoke_agent")
                        .hasLowCardinalityKeyValue("gen_ai.agent.name", "Desk")
                        .hasLowCardinalityKeyValue("signalbox.outcome", "parked")
                        .hasHighCardinalityKeyValue("signalbox.run", run.value()))
                .hasAnObservation(slice -> slice.hasContextualNameEqualTo("invoke_agent Desk")
                        .hasLowCardinalityKeyValue("signalbox.outcome", "succeeded")
                        .hasHighCardinalityKeyValue("signalbox.run.slice", "2"))
                .hasAnObservation(tool -> tool.hasContextualNameEqualTo("execute_tool look")
                        .hasLowCardinalityKeyValue("gen_ai.tool.name", "look")
                        .hasLowCardinalityKeyValue("signalbox.outcome", "done")
                        .hasParentObservation());
        assertThat(parents).containsExactly("signalbox.agent.run", "signalbox.agent.run");
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void tellOfAFailureWithoutItsWords() {
        run("fail");

        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(slice -> slice.hasLowCardinalityKeyValue("signalbox.outcome", "failed")
                        .hasError());
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void goOnInTheTraceInWhichTheRunWasStarted() {
        List<String> received = new ArrayList<>();
        registry.observationConfig().observationHandler(new Tracing(received));

        run("help");

        assertThat(received).containsExactly(TRACE, TRACE);
    }

    /** What a tracer does with headers. */
    private record Tracing(List<String> received) implements ObservationHandler<Observation.Context> {

        @Override
        @SuppressWarnings("unchecked")
        public void onStart(Observation.Context context) {
            if (context instanceof SenderContext<?> sender) {
                SenderContext<Object> sending = (SenderContext<Object>) sender;
                sending.getSetter().set(sending.getCarrier(), "traceparent", TRACE);
            } else if (context instanceof ReceiverContext<?> receiver) {
                ReceiverContext<Object> receiving = (ReceiverContext<Object>) receiver;
                received.add(receiving.getGetter().get(receiving.getCarrier(), "traceparent"));
            }
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @Test
    void countRunsAndSteps() {
        run("help");
        run("fail");

        assertThat(meters.get("signalbox.agent.runs.started")
                        .tag("gen_ai.agent.name", "Desk")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("signalbox.agent.runs.ended")
                        .tag("signalbox.outcome", "succeeded")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("signalbox.agent.runs.ended")
                        .tag("signalbox.outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
        Timer models = meters.get("signalbox.agent.steps")
                .tag("signalbox.step.kind", "model")
                .timer();
        assertThat(models.count()).isEqualTo(4);
        assertThat(meters.get("signalbox.agent.steps")
                        .tag("signalbox.step.kind", "tool")
                        .timer()
                        .count())
                .isEqualTo(2);
    }
}
