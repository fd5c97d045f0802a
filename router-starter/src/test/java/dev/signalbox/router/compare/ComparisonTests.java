package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signalbox.router.compare.statistics.Pair;
import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Comparisons over models in memory. */
class ComparisonTests {

    /** 10 tokens in and 5 out, by the prices of each. */
    private static final long STRONG = 70_000_000;

    private static final long SMALL = 10_000_000;

    private final Fixture fixture = new Fixture();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        fixture.router.close();
    }

    private ComparisonBuilder comparison(int prompts) {
        return Comparison.of(fixture.router)
                .name("numbers")
                .prompts(Fixture.prompts(prompts))
                .contenders("strong", "small")
                .graders(Graders.exact())
                .resamples(500, 1);
    }

    @Test
    void findsTheBetterOneAndWhatBothCost() {
        ComparisonResult result = comparison(30).build().run();

        assertThat(result.report().verdict().winner()).isEqualTo("strong");
        assertThat(result.report().contenders().get(1).quality().mean()).isZero();
        assertThat(result.report().contenders().get(1).costUsd().total()).isEqualByComparingTo("0.0003");
        assertThat(result.cost()).isEqualTo(new Cost(30 * (STRONG + SMALL), true));
        assertThat(result.partial()).isFalse();
        assertThat(ComparisonTable.of(result).lines()).allMatch(line -> line.length() <= 110);
    }

    @Test
    void aFailureIsQualityZeroAndDoesNotCountAsUngraded() {
        fixture.small = text -> {
            throw new IllegalStateException("broken");
        };

        ComparisonResult result = comparison(20).build().run();

        ComparisonReport.Standing small = result.report().contenders().get(1);
        assertThat(small.failed()).isEqualTo(20);
        assertThat(small.quality().mean()).isZero();
        assertThat(small.latencyMillis()).isNull();
        assertThat(result.ungraded()).isZero();
    }

    @Test
    void whatNoGraderGradesIsLeftOutAndCounted() {
        Grader shy = new SimpleGrader("shy", ComparedPrompt::id, (id, answer) -> {
            throw new IllegalStateException();
        });

        ComparisonResult result = Comparison.of(fixture.router)
                .prompts(Fixture.prompts(3))
                .contenders("strong")
                .graders(shy)
                .build()
                .run();

        assertThat(result.ungraded()).isEqualTo(3);
        assertThat(result.report().contenders().get(0).quality()).isNull();
        assertThat(result.report().verdict().text()).startsWith("No answer has a grade");
    }

    /** Else one would be better for having been graded at easier prompts. */
    @Test
    void allAreComparedAtThePromptsAtWhichAllHaveAGrade() {
        Grader picky = new SimpleGrader(
                "picky",
                ComparedPrompt::id,
                (id, answer) -> answer.equals("wrong")
                        ? Grade.of(true, "")
                        : id.equals("p0") ? Grade.ungraded("", Cost.ZERO) : Grade.of(false, ""));

        ComparisonReport report = Comparison.of(fixture.router)
                .prompts(Fixture.prompts(25))
                .contenders("strong", "small")
                .graders(picky)
                .build()
                .run()
                .report();

        assertThat(report.contenders())
                .extracting(standing -> standing.quality().n())
                .containsOnly(24);
        assertThat(report.ungraded()).isEqualTo(1);
        assertThat(report.pairs()).singleElement().extracting(Pair::n).isEqualTo(24);
    }

    @Test
    void whoseCostIsKnownAtFewPromptsDoesNotLimitTheOthers() {
        OutcomeStore store = OutcomeStore.inMemory();
        for (Outcome outcome : comparison(4).store(store).build().run().outcomes()) {
            boolean first = outcome.prompt().equals("p0");
            boolean strong = outcome.contender().equals("strong");
            store.save(outcome.toBuilder()
                    .costUsd(strong && first ? BigDecimal.ZERO : outcome.costUsd())
                    .costComplete(strong || first)
                    .build());
        }

        ComparisonReport report = comparison(4).store(store).build().run().report();

        assertThat(report.contenders().get(0).costUsd().mean()).isEqualByComparingTo("0.0000525");
        assertThat(report.contenders().get(1).costUsd().unknown()).isEqualTo(3);
    }

    @Test
    void sixteenThreadsCountExactly() {
        fixture.small = text -> text;
        AtomicInteger told = new AtomicInteger();
        Path file = folder.resolve("outcomes.jsonl");
        try (OutcomeFile store = OutcomeFile.open(file)) {

            ComparisonResult result = comparison(300)
                    .concurrency(16)
                    .repetitions(3)
                    .store(store)
                    .listener(progress -> told.incrementAndGet())
                    .build()
                    .run();

            assertThat(fixture.calls).hasValue(1_800);
            assertThat(result.called()).isEqualTo(1_800);
            assertThat(told).hasValue(1_800);
            assertThat(result.cost()).isEqualTo(new Cost(900 * (STRONG + SMALL), true));
            assertThat(file).content().hasLineCount(1_800);
        }
        try (OutcomeFile again = OutcomeFile.open(file)) {
            ComparisonResult resumed =
                    comparison(300).repetitions(3).store(again).build().run();

            assertThat(fixture.calls).hasValue(1_800);
            assertThat(resumed.called()).isZero();
            assertThat(resumed.cost()).isEqualTo(new Cost(900 * (STRONG + SMALL), true));
        }
    }

    @Test
    void aChangedPromptIsCalledAgainAndChangedGradersOnlyGradeAgain() {
        OutcomeStore store = OutcomeStore.inMemory();
        comparison(4).store(store).build().run();
        List<ComparedPrompt> changed = new ArrayList<>(Fixture.prompts(4));
        changed.set(
                0,
                ComparedPrompt.of("p0", "even", "new text")
                        .expected(List.of("new text"))
                        .build());
        ComparisonBuilder next = Comparison.of(fixture.router)
                .prompts(changed)
                .contenders("strong", "small")
                .store(store);

        ComparisonResult result =
                next.graders(Graders.exact(Normalisation.STRICT)).build().run();

        assertThat(fixture.calls).hasValue(8 + 2);
        assertThat(result.outcomes())
                .allMatch(outcome -> outcome.grades().keySet().toString().contains("exact(false"));
    }

    @Test
    void aTornLastLineIsDoneAgain() throws Exception {
        Path file = folder.resolve("outcomes.jsonl");
        try (OutcomeFile store = OutcomeFile.open(file)) {
            comparison(5).store(store).build().run();
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        try (OutcomeFile store = OutcomeFile.open(file)) {
            ComparisonResult result = comparison(5).store(store).build().run();

            assertThat(result.called()).isEqualTo(1);
            assertThat(file).content().hasLineCount(10);
        }
    }

    @Test
    void zerosThatAPowerFailureLeftAtTheEndAreCutOff() throws Exception {
        Path file = folder.resolve("outcomes.jsonl");
        try (OutcomeFile store = OutcomeFile.open(file)) {
            comparison(2).store(store).build().run();
        }
        Files.write(file, new byte[16], StandardOpenOption.APPEND);

        try (OutcomeFile store = OutcomeFile.open(file)) {
            assertThat(comparison(2).store(store).build().run().called()).isZero();
        }
        assertThat(file).content().doesNotContain("\0");
    }

    @Test
    void aBrokenLineInTheMiddleIsNamedWithoutRepeatingIt() throws Exception {
        Path file = folder.resolve("outcomes.jsonl");
        Files.writeString(file, "secret words\n", StandardOpenOption.CREATE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutcomeFile.open(file))
                .withMessageStartingWith("Line 1 of ")
                .withMessageNotContaining("secret");
    }

    @Test
    void aFileIsOpenOnlyOnce() {
        Path file = folder.resolve("outcomes.jsonl");
        try (OutcomeFile first = OutcomeFile.open(file)) {
            assertThat(first).isNotNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OutcomeFile.open(file))
                    .withMessageContaining("are open already");
        }
    }

    @Test
    void stopsAtTheCostAndSaysSo() {
        ComparisonResult result = comparison(30)
                .concurrency(1)
                .stopAtCost(new BigDecimal("0.0004"))
                .build()
                .run();

        assertThat(result.partial()).isTrue();
        assertThat(result.called()).isEqualTo(10); // five of each make exactly 0.0004
        assertThat(result.report().verdict().text()).startsWith("Partial: 10 of 60 calls, because the cost limit");
    }

    @Test
    void aLimitThatTheLastCallReachesLeavesNothingOut() {
        assertThat(comparison(30)
                        .concurrency(1)
                        .stopAtCost(new BigDecimal("0.0024"))
                        .build()
                        .run()
                        .partial())
                .isFalse();
    }

    @Test
    void aFailingListenerEndsTheRun() {
        ComparisonBuilder failing = comparison(30).listener(progress -> {
            throw new IllegalStateException("full");
        });

        assertThatIllegalStateException().isThrownBy(failing.build()::run).withMessage("full");
        assertThat(fixture.calls.get()).isLessThanOrEqualTo(8);
    }

    @Test
    void anInterruptedThreadGetsAPartialResult() {
        fixture.small = text -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return text;
        };
        Thread.currentThread().interrupt();

        ComparisonResult result = comparison(500).build().run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.partial()).isTrue();
    }

    @Test
    void theJsonKeepsToItsFormat() {
        JsonNode json = JsonMapper.shared()
                .readTree(ComparisonJson.of(comparison(20).build().run().report()));

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "format",
                        "name",
                        "startedAt",
                        "finishedAt",
                        "seed",
                        "resamples",
                        "confidence",
                        "margin",
                        "contenders",
                        "categories",
                        "pairs",
                        "verdict",
                        "prompts",
                        "outcomes",
                        "partial",
                        "ungraded",
                        "gradingCostUsd");
        assertThat(json.at("/format").asString()).isEqualTo("signalbox-comparison/1");
        assertThat(json.at("/contenders/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "kind",
                        "prompts",
                        "answered",
                        "failed",
                        "quality",
                        "costUsd",
                        "latencyMillis",
                        "tokens",
                        "deployments");
        assertThat(json.at("/contenders/0/kind").asString()).isEqualTo("model");
        assertThat(json.at("/contenders/0/quality").propertyNames())
                .containsExactlyInAnyOrder("n", "mean", "low", "high");
        assertThat(json.at("/contenders/0/costUsd").propertyNames())
                .containsExactlyInAnyOrder("mean", "low", "high", "total", "unknown");
        assertThat(json.at("/contenders/0/costUsd/total").isNumber()).isTrue();
        assertThat(json.at("/contenders/0/latencyMillis").propertyNames())
                .containsExactlyInAnyOrder("p50", "p90", "p99", "mean");
        assertThat(json.at("/pairs/0").propertyNames())
                .containsExactlyInAnyOrder("first", "second", "n", "difference", "low", "high", "decided");
        assertThat(json.at("/verdict").propertyNames()).containsExactlyInAnyOrder("winner", "goodEnough", "text");
        assertThat(json.at("/outcomes/0").propertyNames())
                .containsExactlyInAnyOrder(
                        "prompt",
                        "contender",
                        "repetition",
                        "grade",
                        "grades",
                        "reasons",
                        "answer",
                        "costUsd",
                        "latencyMillis",
                        "inputTokens",
                        "outputTokens",
                        "deployment",
                        "failure");
        assertThat(json.at("/startedAt").isString()).isTrue();
    }

    @Test
    void namesWhatIsWrongBeforeTheFirstCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison(1).contenders("strongg"))
                .withMessageContaining("Did you mean 'strong'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison(1).contenders("small").build())
                .withMessage("The comparison has the contender 'small' twice. Name each one once.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> comparison(1).concurrency(0))
                .withMessage("The concurrency of the comparison is '0'. It must be from 1 to 1000.");
        assertThat(fixture.calls).hasValue(0);
    }
}
