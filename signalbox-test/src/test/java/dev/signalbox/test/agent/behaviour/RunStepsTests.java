package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentSettings;
import dev.signalbox.agent.DurableAgent;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.port.StepFailedException;
import dev.signalbox.test.agent.AgentHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs do beside asking: they wait, listen, start others, remember, fail and are helped. */
class RunStepsTests {

    private final Echo model = new Echo();
    private final AgentHarness harness = AgentHarness.of(builder -> builder.model(model)
            .settings(AgentSettings.builder()
                    .transientFailures(2)
                    .backoff(Duration.ofSeconds(10))
                    .build())
            .program(new Asking())
            .program(new Listening())
            .program(new Parent())
            .program(new Talking())
            .program(new Side())
            .agent(Support.class));

    @AfterEach
    void close() {
        harness.close();
    }

    interface Helper {
        String help(String question);
    }

    interface Talker {
        String talk(@MemoryId String who, @UserMessage String text);
    }

    /** An agent whose calls are runs. */
    @DurableAgent
    interface Support {
        String answer(String question);
    }

    static final class Asking implements AgentProgram<String, String> {
        @Override
        public String run(String question, Run run) {
            try {
                return run.agent(Helper.class).help(question);
            } catch (StepFailedException e) {
                return "failed: " + e.getMessage();
            }
        }
    }

    static final class Listening implements AgentProgram<Integer, List<String>> {
        @Override
        public List<String> run(Integer days, Run run) {
            Optional<String> first = run.await("word", String.class, Duration.ofDays(days));
            Optional<String> second = run.await("word", String.class, Duration.ofDays(days));
            return List.of(first.orElse("-"), second.orElse("-"));
        }
    }

    static final class Parent implements AgentProgram<List<String>, List<String>> {
        @Override
        public List<String> run(List<String> questions, Run run) {
            return run.parallel("children", questions, 4, question -> {
                try {
                    return run.child(Asking.class, question);
                } catch (StepFailedException e) {
                    return "no";
                }
            });
        }
    }

    static final class Talking implements AgentProgram<String, String> {
        @Override
        public String run(String text, Run run) {
            String answer = run.agent(Talker.class).talk("kim", text);
            run.sleep(Duration.ofHours(1));
            return answer + run.memory("kim").messages().size();
        }
    }

    static final class Side implements AgentProgram<List<Integer>, List<Integer>> {
        @Override
        public List<Integer> run(List<Integer> items, Run run) {
            return run.parallel("items", items, 3, item -> {
                if (item == 0) {
                    run.sleep(Duration.ofDays(1));
                }
                if (item < 0) {
                    throw new IllegalArgumentException("item " + item);
                }
                run.agent(Helper.class).help("item " + item);
                return item;
            });
        }
    }

    @Test
    void waitForAPassingFailureOfAModel() {
        model.failing(new RateLimitException("busy"));

        RunHandle<String> run = harness.start(Asking.class, "hello");
        assertThat(run).parkedFor("busy");
        harness.advance(Duration.ofSeconds(10));

        assertThat(run).hasOutput("HELLO").hasSteps(StepKind.MODEL, 1).hasNoFailedStep();
    }

    @Test
    void tellTheProgramIfItDoesNotPass() {
        for (int failure = 0; failure < 3; failure++) {
            model.failing(new RateLimitException("busy"));
        }

        RunHandle<String> run = harness.start(Asking.class, "hello");
        harness.advance(Duration.ofMinutes(5));

        assertThat(run).hasOutput("failed: busy").hasSteps(StepKind.MODEL, 1);
        assertThat(model.asked()).hasSize(3);
    }

    @Test
    void takeEachSignalOnceAlsoThoseThatWereThereBefore() {
        RunHandle<List<String>> run = harness.start(Listening.class, 3);
        harness.runtime().signal(run.id(), "word", "one");
        harness.restart();
        harness.runtime().signal(run.id(), "word", "two");
        harness.advance(Duration.ofDays(1));

        assertThat(run).hasOutput(List.of("one", "two"));
    }

    @Test
    void stopListeningWhenTheTimeIsOver() {
        RunHandle<List<String>> run = harness.start(Listening.class, 3);

        harness.advance(Duration.ofDays(3));
        assertThat(run).parked();
        harness.advance(Duration.ofDays(3));

        assertThat(run).hasOutput(List.of("-", "-"));
    }

    @Test
    void haveChildrenThatAreRunsOfTheirOwn() {
        model.failing(new IllegalStateException("broken"));

        List<String> output = harness.runToEnd(Parent.class, List.of("a", "b", "c", "d"));

        assertThat(output).filteredOn(answer -> answer.startsWith("failed")).hasSize(1);
        assertThat(harness.runtime().find(RunQuery.ALL, 10))
                .hasSize(5)
                .allMatch(run -> run.status() == RunStatus.SUCCEEDED);
        assertThat(model.asked()).hasSize(4);
    }

    @Test
    void endTheirChildrenWhenTheyAreCancelled() {
        model.failing(new RateLimitException("busy"));
        RunHandle<List<String>> run = harness.start(Parent.class, List.of("a"));

        run.cancel();
        harness.advance(Duration.ofMinutes(5));

        assertThat(run).hasStatus(RunStatus.CANCELLED);
        assertThat(harness.runtime().find(RunQuery.builder().parent(run.id()).build(), 10))
                .singleElement()
                .matches(child -> child.status() == RunStatus.CANCELLED);
    }

    @Test
    void goOnWithConversationsThatOthersSeeWhenTheyHaveEnded() {
        RunHandle<String> first = harness.start(Talking.class, "one");
        RunHandle<String> second = harness.start(Talking.class, "two");
        harness.restart();
        harness.advance(Duration.ofHours(2));
        RunHandle<String> third = harness.start(Talking.class, "three");
        harness.advance(Duration.ofHours(2));

        assertThat(first).hasOutput("ONE2");
        assertThat(second).hasOutput("TWO2");
        assertThat(third).hasOutput("THREE4");
    }

    @Test
    void waitForTheirSlowBranchesAndKeepTheOthers() {
        RunHandle<List<Integer>> run = harness.start(Side.class, List.of(0, 1, 2));
        assertThat(run).parkedFor("time").hasSteps(StepKind.MODEL, 2);

        harness.advance(Duration.ofDays(1));

        assertThat(run).hasOutput(List.of(0, 1, 2)).hasSteps(StepKind.MODEL, 3);
        assertThat(model.asked()).hasSize(3);
    }

    @Test
    void failWithTheFirstOfTheirBranchesThatFailed() {
        RunHandle<List<Integer>> run = harness.start(Side.class, List.of(1, -2, 3));

        assertThat(run).failed().hasError("item -2").hasSteps(StepKind.MODEL, 2);
    }

    @Test
    void areOneCallOfADurableAgent() throws Exception {
        RunHandle<String> run = harness.runtime()
                .call(Support.class, support -> support.answer("hello"), options -> options.key("one"));

        assertThat(harness.<String>runToEnd(run)).isEqualTo("HELLO");
        assertThat(harness.runtime()
                        .call(Support.class, support -> support.answer("other"), options -> options.key("one"))
                        .id())
                .isEqualTo(run.id());
    }

    @Test
    void areNotStartedUnderTheKeyOfAnotherProgram() {
        harness.runtime().start(Asking.class, "hello", options -> options.key("one"));

        assertThatThrownBy(() -> harness.runtime().start(Listening.class, 1, options -> options.key("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'one'")
                .hasMessageContaining("Asking");
    }
}
