package dev.signalbox.test.docs;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.expression.SpelConditions;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.docs.AgentExample.Checkout;
import dev.signalbox.test.docs.AgentExample.Story;
import dev.signalbox.test.docs.AgentExample.TripDesk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the page on agents do what it says. */
class AgentExampleTests {

    private final ScriptedChatModel model = new ScriptedChatModel()
            .when(Asked.says("Find:"), text("found"))
            .when(
                    Asked.toUse("pay").and(Asked.before("pay")),
                    toolCall("pay", "{\"trip\": \"Lisbon\", \"amount\": 486}"))
            .when(Asked.toUse("pay"), text("booked"))
            .when(Asked.says("Write about"), text("a long story"))
            .when(Asked.says("Shorten"), text("a story"))
            .when(Asked.says("Lisbon"), text("{\"values\": [\"flight\", \"hotel\"]}"));

    private AgentHarness harness() {
        return AgentHarness.of(runtime -> runtime.model(model)
                .program(new TripDesk())
                .program(new Story())
                .tools(new Checkout())
                .conditions(new SpelConditions()));
    }

    @Test
    // tag::harness[]
    void asksBeforeItPaysAndRepeatsNothing() {
        AgentHarness harness = harness(); // your programs, with a ScriptedChatModel
        RunHandle<String> run = harness.start(TripDesk.class, "3 days in Lisbon");
        harness.advance(Duration.ofHours(1));
        assertThat(run).parkedFor("an approval").hasSteps(StepKind.MODEL, 4);

        harness.restart(); // as after kill -9
        harness.decideBy(question -> Decision.approve());

        assertThat(harness.runToEnd(run)).isEqualTo("booked");
        assertThat(run).hasSteps(StepKind.TOOL, "pay", 1).hasNoFailedStep();
    }

    @Test
    void comesOutTheSameWhenItIsReplayed() {
        AgentHarness harness = harness().decideBy(question -> Decision.approve());

        assertThat(harness.<String, String>replayTwice(TripDesk.class, "3 days in Lisbon"))
                .isEqualTo("booked");
    }
    // end::harness[]

    @Test
    void anAgenticSystemIsDurable() {
        Object story = harness().replayTwice(Story.class, "rain");

        assertThat(story).isEqualTo("a story");
    }

    @Test
    void runsAreStartedAndDecided() throws Exception {
        try (AgentRuntime runtime = AgentExample.withoutSpring(new ScriptedChatModel()
                .when(Asked.toUse("pay"), text("of course"))
                .when(Asked.says("Lisbon"), text("{\"values\": []}")))) {
            RunHandle<String> run = AgentExample.start(runtime);
            AgentExample.decide(runtime);

            assertThat(AgentExample.start(runtime).id()).isEqualTo(run.id());
            assertThat(run).parked();
            assertThat(AgentExample.ask(runtime)).startsWith("of course");
        }
    }
}
