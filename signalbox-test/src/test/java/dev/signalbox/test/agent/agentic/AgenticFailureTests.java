package dev.signalbox.test.agent.agentic;

import static dev.langchain4j.agentic.AgenticServices.agentBuilder;
import static dev.langchain4j.agentic.AgenticServices.parallelBuilder;
import static dev.langchain4j.agentic.AgenticServices.sequenceBuilder;
import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.agent.ErrorContext;
import dev.langchain4j.agentic.agent.ErrorRecoveryResult;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agentic systems that handle errors, among them what ends a slice. */
@Timeout(60)
class AgenticFailureTests {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Press press = new Press();
    private Function<ErrorContext, ErrorRecoveryResult> handler = context -> ErrorRecoveryResult.throwException();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    static final class Press {

        final AtomicInteger printed = new AtomicInteger();

        @Tool
        @ToolEffect(Effect.ONCE)
        @RequiresApproval
        String print(String what) {
            printed.incrementAndGet();
            return "printed " + what;
        }
    }

    private final class InSequence implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            List<AiServiceTool> tools = run.tools(press);
            return (String) sequenceBuilder()
                    .subAgents(
                            agentBuilder(Agents.Planning.class)
                                    .chatModel(run.model())
                                    .toolProvider(request -> new ToolProviderResult(tools))
                                    .build(),
                            agentBuilder(Agents.Left.class)
                                    .chatModel(run.model())
                                    .build())
                    .errorHandler(handler)
                    .outputKey("left")
                    .build()
                    .invoke(Map.of("goal", goal));
        }
    }

    private final class SideBySide implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return (String) parallelBuilder()
                    .subAgents(
                            agentBuilder(Agents.Left.class)
                                    .chatModel(run.model())
                                    .build(),
                            agentBuilder(Agents.Right.class)
                                    .chatModel(run.model())
                                    .build())
                    .errorHandler(handler)
                    .executor(threads)
                    .output(scope -> scope.readState("left", "-") + scope.readState("right", "-"))
                    .build()
                    .invoke(Map.of("plan", goal));
        }
    }

    private AgentHarness harness(ScriptedChatModel model) {
        return AgentHarness.of(runtime ->
                runtime.model(model).tools(press).program(new InSequence()).program(new SideBySide()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anAgentThatIsTriedAgainMeetsTheEndOfItsSliceAgain(int retries) {
        AtomicInteger tried = new AtomicInteger();
        handler = context ->
                tried.getAndIncrement() < retries ? ErrorRecoveryResult.retry() : ErrorRecoveryResult.throwException();
        ScriptedChatModel model = new ScriptedChatModel()
                .when(Asked.toUse("print").and(Asked.before("print")), toolCall("print", "{\"what\": \"map\"}"))
                .when(Asked.toUse("print"), text("a map"))
                .always(text("left of the map"));
        AgentHarness harness = harness(model);

        RunHandle<String> run = harness.start(InSequence.class, "fjord");
        assertThat(run).parked().hasSteps(StepKind.MODEL, 1).hasSteps(StepKind.TOOL, 0);
        harness.decideBy(question -> Decision.approve()).runToEnd(run);

        assertThat(run).hasOutput("left of the map").hasSteps(StepKind.MODEL, 3).hasSteps(StepKind.TOOL, "print", 1);
        assertThat(press.printed).hasValue(1);
        assertThat(model.requestCount()).isEqualTo(3);
    }

    @Test
    void aFailureThatWasTriedAgainIsReplayed() {
        handler = context -> ErrorRecoveryResult.retry();
        ScriptedChatModel model = new ScriptedChatModel()
                .when(Asked.says("Look left"), error(400), text("left"))
                .when(Asked.says("Look right"), text("right"));
        AgentHarness harness = harness(model);

        String output = harness.replayTwice(SideBySide.class, "fjord");

        assertThat(output).isEqualTo("leftright");
        assertThat(model.requestCount()).isEqualTo(3);
    }

    @Test
    void aFailureFailsTheRunAndKeepsWhatTheOthersDid() {
        ScriptedChatModel model = new ScriptedChatModel()
                .when(Asked.says("Look left"), error(400))
                .when(Asked.says("Look right"), text("right"));
        AgentHarness harness = harness(model);

        RunHandle<String> run = harness.start(SideBySide.class, "fjord");

        assertThat(run).failed().hasSteps(StepKind.MODEL, 2);
    }

    @Test
    void aPassingFailureOfOneIsWaitedForWithoutAskingTheOtherAgain() {
        ScriptedChatModel model = new ScriptedChatModel()
                .when(Asked.says("Look left"), error(503), error(503), text("left"))
                .when(Asked.says("Look right"), text("right"));
        AgentHarness harness = harness(model);

        String output = harness.runToEnd(SideBySide.class, "fjord");

        assertThat(output).isEqualTo("leftright");
        assertThat(model.requestCount()).isEqualTo(4);
    }
}
