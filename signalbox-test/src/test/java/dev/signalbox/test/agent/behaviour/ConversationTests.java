package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashReport;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.CrashTrials;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations that runs take up where others have left them, wherever their processes are killed. */
class ConversationTests {

    interface Talker {
        String talk(String text);
    }

    private static final class Talks implements CrashScenario {

        private final Echo model = new Echo();

        private static final class Talking implements AgentProgram<String, String> {
            @Override
            public String run(String text, Run run) {
                Talker talker = run.agent(Talker.class, setup -> setup.memory("kim"));
                String first = talker.talk(text);
                run.sleep(Duration.ofHours(1));
                return first + ", " + talker.talk(text + " again");
            }
        }

        private static final class Reading implements AgentProgram<String, List<String>> {
            @Override
            public List<String> run(String input, Run run) {
                return run.memory("kim").messages().stream()
                        .map(message -> message instanceof AiMessage answer
                                ? answer.text()
                                : ((UserMessage) message).singleText())
                        .toList();
            }
        }

        @Override
        public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
            return runtime.model(model).program(new Talking()).program(new Reading());
        }

        @Override
        public Object play(AgentHarness harness) {
            harness.runToEnd(Talking.class, "one");
            harness.runToEnd(Talking.class, "two");
            return harness.runToEnd(Reading.class, "");
        }
    }

    @Test
    void goOnFromRunToRun() {
        Talks talks = new Talks();

        Object kept = talks.play(AgentHarness.of(talks::setup));

        assertThat(kept)
                .isEqualTo(List.of("one", "ONE", "one again", "ONE AGAIN", "two", "TWO", "two again", "TWO AGAIN"));
    }

    @Test
    void holdEachMessageOnceWhereverAProcessIsKilled() {
        CrashReport report = CrashTrials.everyWrite(Talks::new);

        assertThat(report).endedAlike().repeatedNoStep().hasKillsFrom(30);
    }
}
