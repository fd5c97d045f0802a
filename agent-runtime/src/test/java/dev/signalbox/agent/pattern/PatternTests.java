package dev.signalbox.agent.pattern;

import static dev.signalbox.agent.pattern.PatternBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.Role;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.pattern.ReviewAndRevise.Review;
import dev.signalbox.agent.pattern.ReviewAndRevise.Reviewed;
import dev.signalbox.agent.pattern.Supervisor.Worker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PatternTests {

    static class Scales {
        final AtomicInteger uses = new AtomicInteger();

        @Tool
        int weigh(String what) {
            return uses.incrementAndGet() * 7;
        }
    }

    @Test
    void anAgentUsesToolsUntilItKnows() {
        Scales scales = new Scales();
        try (var bench = new PatternBench<>(new ReAct("You weigh things.", scales), PatternTests::weighing)) {
            RunHandle<String> run = bench.start("a stone");

            assertThat(bench.result(run)).isEqualTo("14 in all");
            assertThat(text(bench.asked.element())).contains("You weigh things.", "a stone");
            bench.goesOnFromEachStep(run);
        }
    }

    private static AiMessage weighing(ChatRequest request) {
        int round = request.messages().size();
        return round >= 6
                ? AiMessage.from("14 in all")
                : AiMessage.from(ToolExecutionRequest.builder()
                        .id("call-" + round)
                        .name("weigh")
                        .arguments("{\"what\": \"stone " + round + "\"}")
                        .build());
    }

    @AgentRole(Role.PLAN)
    interface Planner {
        List<String> plan(String goal);
    }

    @AgentRole(Role.WORK)
    interface Researcher {
        @UserMessage("research {{it}}")
        String research(String task);
    }

    @AgentRole(Role.ANSWER)
    interface Teller {
        @UserMessage("tell {{it}}")
        String tell(List<String> found);
    }

    static class Trip extends PlanAndExecute<String, String, String, String> {
        Trip() {
            super(3);
        }

        @Override
        protected List<String> plan(String goal, Run run) {
            return run.agent(Planner.class).plan(goal);
        }

        @Override
        protected String execute(String task, Run run) {
            return run.agent(Researcher.class).research(task);
        }

        @Override
        protected String answer(String goal, List<Done<String, String>> done, Run run) {
            return run.agent(Teller.class).tell(done.stream().map(Done::result).toList());
        }
    }

    @Test
    void aPlanIsDoneByWorkersAndToldByAWriter() {
        try (var bench = new PatternBench<>(new Trip(), PatternTests::travelling)) {
            RunHandle<String> run = bench.start("Bergen");

            assertThat(bench.result(run)).isEqualTo("told [found flights, found hotels, found weather]");
            assertThat(bench.steps(run.id()))
                    .extracting(StepRecord::role)
                    .containsExactly("plan", "work", "work", "work", "answer");
            bench.goesOnFromEachStep(run);
        }
    }

    private static AiMessage travelling(ChatRequest request) {
        String said =
                ((dev.langchain4j.data.message.UserMessage) request.messages().get(0)).singleText();
        if (said.startsWith("research")) {
            return AiMessage.from("found" + said.substring("research".length()));
        }
        return AiMessage.from(
                said.startsWith("tell")
                        ? "told" + said.substring("tell".length())
                        : "{\"values\": [\"flights\", \"hotels\", \"weather\"]}");
    }

    private static Supervisor supervisor(int turns) {
        return new Supervisor(
                turns,
                List.of(
                        new Worker("cook", "cooks", (task, run) -> "cooked " + task),
                        new Worker(
                                "waiter",
                                "serves",
                                (task, run) -> run.agent(Researcher.class).research(task))));
    }

    @Test
    void aSupervisorChoosesWhoGoesOn() {
        try (var bench = new PatternBench<>(supervisor(9), PatternTests::supervising)) {
            RunHandle<String> run = bench.start("dinner");

            assertThat(bench.result(run)).isEqualTo("dinner is over");
            assertThat(text(bench.asked.element())).contains("- cook: cooks", "- waiter: serves");
            assertThat(bench.asked)
                    .anySatisfy(request -> assertThat(text(request))
                            .contains("The goal: dinner", "cook was told: soup\nand answered: cooked soup")
                            .contains("There is no such worker."));
            bench.goesOnFromEachStep(run);
        }
    }

    @Test
    void aSupervisorHasSoManyTurns() {
        try (var bench = new PatternBench<>(supervisor(1), PatternTests::supervising)) {
            RunHandle<String> run = bench.start("dinner");

            assertThat(bench.result(run)).isEqualTo("dinner is over");
            assertThat(bench.asked).hasSize(2);
        }
    }

    private static AiMessage supervising(ChatRequest request) {
        String said = text(request);
        if (said.contains("You answer from what was found")) {
            return AiMessage.from("dinner is over");
        } else if (said.contains("research")) {
            return AiMessage.from("served");
        } else if (said.contains("no such worker")) {
            return choice(true, "", "");
        } else if (said.contains("waiter was told")) {
            return choice(false, "guest", "eat");
        }
        return said.contains("cook was told") ? choice(false, "waiter", "serve") : choice(false, "cook", "soup");
    }

    private static AiMessage choice(boolean reached, String worker, String task) {
        return AiMessage.from(
                "{\"reached\": %s, \"worker\": \"%s\", \"task\": \"%s\"}".formatted(reached, worker, task));
    }

    @AgentRole(Role.REVIEW)
    interface Critic {
        Review judge(String draft);
    }

    static class Poem extends ReviewAndRevise<String, String> {
        Poem(int rounds) {
            super(rounds);
        }

        @Override
        protected String draft(String about, Run run) {
            return run.agent(Researcher.class).research(about);
        }

        @Override
        protected Review review(String about, String draft, Run run) {
            return run.agent(Critic.class).judge(draft);
        }

        @Override
        protected String revise(String about, String draft, Review review, Run run) {
            return run.agent(Researcher.class).research(draft + ", " + review.notes());
        }
    }

    @Test
    void aDraftIsRevisedUntilItIsAccepted() {
        try (var bench = new PatternBench<>(new Poem(5), PatternTests::judging)) {
            RunHandle<Reviewed<String>> run = bench.start("rain");

            assertThat(bench.result(run))
                    .isEqualTo(new Reviewed<>("verse of verse of verse of rain, more, more", new Review(true, ""), 3));
            bench.goesOnFromEachStep(run);
        }
    }

    @Test
    void aDraftIsRevisedSoManyTimes() {
        try (var bench = new PatternBench<>(new Poem(2), PatternTests::judging)) {
            RunHandle<Reviewed<String>> run = bench.start("rain");

            assertThat(bench.result(run))
                    .isEqualTo(new Reviewed<>("verse of verse of rain, more", new Review(false, "more"), 2));
        }
    }

    private static AiMessage judging(ChatRequest request) {
        String said =
                ((dev.langchain4j.data.message.UserMessage) request.messages().get(0)).singleText();
        if (said.startsWith("research")) {
            return AiMessage.from("verse of" + said.substring("research".length()));
        }
        boolean accepted = said.split("verse of", -1).length > 3;
        return AiMessage.from("{\"accepted\": %s, \"notes\": \"%s\"}".formatted(accepted, accepted ? "" : "more"));
    }

    static class Counting extends MapReduce<Integer, Integer, List<Integer>> {
        Counting(int concurrency, int width) {
            super(concurrency, width);
        }

        @Override
        protected List<Integer> split(Integer parts, Run run) {
            return IntStream.range(0, parts).boxed().toList();
        }

        @Override
        protected List<Integer> map(Integer part, Run run) {
            run.agent(Researcher.class).research("part " + part);
            return List.of(part);
        }

        @Override
        protected List<Integer> reduce(List<List<Integer>> results, Run run) {
            assertThat(results).hasSizeLessThanOrEqualTo(3);
            run.agent(Researcher.class).research("merge " + results);
            return results.stream().flatMap(List::stream).toList();
        }
    }

    @Test
    void partsAreMergedAFewAtATime() {
        try (var bench = new PatternBench<>(new Counting(4, 3), request -> AiMessage.from("done"))) {
            RunHandle<List<Integer>> run = bench.start(11);

            assertThat(bench.result(run))
                    .isEqualTo(Stream.iterate(0, part -> part + 1).limit(11).toList());
            // 11 parts, 4 groups of which none is alone, 2 groups of which one is alone, the last two
            assertThat(bench.asked).hasSize(11 + 4 + 1 + 1);
            bench.goesOnFromEachStep(run);
        }
    }

    @Test
    void nothingIsMergedOnce() {
        try (var bench = new PatternBench<>(new Counting(4, 3), request -> AiMessage.from("done"))) {
            assertThat(bench.result(bench.start(0))).isEmpty();
            assertThat(bench.asked).hasSize(1);
        }
    }

    @Test
    void boundsArePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Counting(0, 3))
                .withMessage("The concurrency is 0. It must be at least 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Counting(1, 1))
                .withMessage("The width is 1. It must be at least 2.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Poem(0))
                .withMessage("The number of rounds is 0. It must be at least 1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> supervisor(0))
                .withMessage("The number of turns is 0. It must be at least 1.");
    }
}
