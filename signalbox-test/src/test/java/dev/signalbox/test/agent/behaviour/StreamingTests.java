package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.partials;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.TokenStream;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.CrashTrials;
import dev.signalbox.test.agent.EffectLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents in runs whose answers come piece by piece. */
@Timeout(60)
class StreamingTests {

    interface Teller {
        TokenStream tell(String about);
    }

    private static final class Telling implements CrashScenario {

        private final EffectLog effects = new EffectLog();
        private final List<String> pieces = new CopyOnWriteArrayList<>();
        private final Map<IdempotencyKey, String> printed = new ConcurrentHashMap<>();
        private final ScriptedChatModel model;

        Telling(ScriptedChatModel model) {
            this.model = model;
        }

        final class Press {
            @Tool
            @ToolEffect(Effect.ONCE)
            @RequiresApproval
            String print(String what, IdempotencyKey key) {
                effects.happened("print");
                printed.put(key, "printed " + what);
                return "printed " + what;
            }

            @Reconcile("print")
            Optional<String> printed(IdempotencyKey key) {
                return Optional.ofNullable(printed.get(key));
            }
        }

        final class Story implements AgentProgram<String, String> {
            @Override
            public String run(String about, Run run) {
                CompletableFuture<ChatResponse> told = new CompletableFuture<>();
                run.agent(Teller.class, agent -> agent.tools(new Press()))
                        .tell(about)
                        .onPartialResponse(pieces::add)
                        .onCompleteResponse(told::complete)
                        .onError(told::completeExceptionally)
                        .start();
                String text = told.join().aiMessage().text();
                return text + run.note("length", Integer.class, text::length);
            }
        }

        @Override
        public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
            return runtime.models(new PlainModels(model, model.streaming())).program(new Story());
        }

        @Override
        public Object play(AgentHarness harness) {
            return harness.decideBy(question -> Decision.approve()).runToEnd(Story.class, "fjords");
        }

        @Override
        public EffectLog effects() {
            return effects;
        }
    }

    private static ScriptedChatModel storyteller() {
        return new ScriptedChatModel()
                .when(Asked.before("print"), toolCall("print", "{\"what\": \"fjords\"}"))
                .always(partials("Once ", "upon ", "a time"));
    }

    @Test
    void areRecordedWholeAndToldOnlyOnce() {
        Telling scenario = new Telling(storyteller());
        AgentHarness harness = AgentHarness.of(scenario::setup).decideBy(question -> Decision.approve());

        String output = harness.replayTwice(Telling.Story.class, "fjords");

        assertThat(output).isEqualTo("Once upon a time16");
        assertThat(scenario.pieces).containsExactly("Once ", "upon ", "a time");
        assertThat(scenario.model.requestCount()).isEqualTo(2);
    }

    @Test
    void waitForAPersonWithoutTheirStream() {
        Telling scenario = new Telling(storyteller());
        AgentHarness harness = AgentHarness.of(scenario::setup);

        RunHandle<String> run = harness.start(Telling.Story.class, "fjords");

        assertThat(run).parked().hasSteps(StepKind.MODEL, 1).hasSteps(StepKind.TOOL, 0);
        harness.restart();
        assertThat(harness.decideBy(question -> Decision.approve()).runToEnd(run))
                .isEqualTo("Once upon a time16");
        assertThat(scenario.effects.count("print")).isEqualTo(1);
    }

    @Test
    void waitForAPassingFailure() {
        Telling scenario = new Telling(
                new ScriptedChatModel().reply(error(503), text("Once").failAfter(1, new IllegalStateException("cut"))));
        AgentHarness harness = AgentHarness.of(scenario::setup);

        RunHandle<String> run = harness.start(Telling.Story.class, "fjords");
        assertThat(run).parkedFor("scripted error 503");
        harness.advance(Duration.ofMinutes(1));

        assertThat(run).failed().hasError("cut").hasSteps(StepKind.MODEL, 1);
        assertThat(scenario.model.requestCount()).isEqualTo(2);
    }

    @Test
    void doNothingTwiceWhereverTheirProcessIsKilled() {
        assertThat(CrashTrials.everyWrite(() -> new Telling(storyteller())))
                .endedAlike()
                .repeatedNoStep()
                .neverRepeated("print"::equals)
                .hasKillsFrom(16);
    }
}
