package dev.signalbox.router.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons that are run again, and ones that end early. */
class ResumeTests {

    private final Fixture fixture = new Fixture();
    private final OutcomeStore store = OutcomeStore.inMemory();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        fixture.router.close();
    }

    private ComparisonBuilder comparison(List<ComparedPrompt> prompts, Grader grader) {
        return Comparison.of(fixture.router)
                .prompts(prompts)
                .contenders("small")
                .graders(grader)
                .resamples(100, 1)
                .store(store);
    }

    @Test
    void failuresAreKeptUnlessTheyAreToBeRetried() {
        List<ComparedPrompt> prompts = Fixture.prompts(4);
        fixture.small = text -> {
            if (text.equals("1")) {
                throw new IllegalStateException("broken");
            }
            return text;
        };
        comparison(prompts, Graders.exact()).build().run();
        fixture.small = text -> text;

        ComparisonResult kept = comparison(prompts, Graders.exact()).build().run();
        assertThat(kept.called()).isZero();
        assertThat(kept.outcomes().get(1).failure()).isNotNull();

        ComparisonResult retried =
                comparison(prompts, Graders.exact()).retryFailures(true).build().run();
        assertThat(retried.called()).isEqualTo(1);
        assertThat(retried.outcomes()).extracting(Outcome::grade).containsOnly(1.0);
    }

    @Test
    void whatAGraderCouldNotGradeIsRetriedWithoutACall() {
        AtomicInteger graded = new AtomicInteger();
        Grader moody = new SimpleGrader("moody", ComparedPrompt::id, (id, answer) -> {
            if (graded.incrementAndGet() == 1) {
                throw new IllegalStateException();
            }
            return Grade.of(true, "");
        });
        List<ComparedPrompt> prompts = Fixture.prompts(3);
        assertThat(comparison(prompts, moody).build().run().ungraded()).isEqualTo(1);
        assertThat(comparison(prompts, moody).build().run().ungraded()).isEqualTo(1);

        ComparisonResult retried =
                comparison(prompts, moody).retryFailures(true).build().run();
        assertThat(retried.ungraded()).isZero();
        assertThat(retried.called()).isZero();
        assertThat(graded).hasValue(4);
    }

    /** A judge costs money: what it has said of the same answer and the same expectations stands. */
    @Test
    void anotherGraderIsAskedAloneAndWhatTheFirstCostStays() {
        AtomicInteger asked = new AtomicInteger();
        Grader dear = dear(asked);
        List<ComparedPrompt> prompts = Fixture.prompts(3);
        comparison(prompts, dear).build().run();

        ComparisonResult both =
                comparison(prompts, dear).graders(Graders.exact()).build().run();

        assertThat(both.called()).isZero();
        assertThat(asked).hasValue(3);
        assertThat(both.gradingCost()).isEqualTo(new Cost(3_000, true));
        assertThat(both.outcomes()).allSatisfy(outcome -> {
            assertThat(outcome.grades()).containsOnlyKeys("dear", "exact");
            assertThat(outcome.grade()).isEqualTo(0.5);
        });
    }

    @Test
    void whoGradesAgainAfterOthersIsNotAskedAgain() {
        AtomicInteger asked = new AtomicInteger();
        List<ComparedPrompt> prompts = Fixture.prompts(3);
        comparison(prompts, dear(asked)).build().run();

        assertThat(comparison(prompts, Graders.exact()).build().run().outcomes())
                .allSatisfy(outcome -> assertThat(outcome.grades()).containsExactly(Map.entry("exact", 0.0)))
                .extracting(Outcome::grade)
                .containsOnly(0.0);
        assertThat(comparison(prompts, dear(asked)).build().run().outcomes())
                .extracting(Outcome::grade)
                .containsOnly(1.0);
        assertThat(asked).hasValue(3);
    }

    @Test
    void beyondTheCostLimitWhatIsFreeIsDoneAndWhatIsNotIsTold() {
        AtomicInteger asked = new AtomicInteger();
        List<ComparedPrompt> prompts = Fixture.prompts(3);
        BigDecimal little = new BigDecimal("0.000001");
        comparison(prompts, Graders.exact()).build().run();

        ComparisonResult free = comparison(prompts, Graders.exact())
                .graders(Graders.exact(Normalisation.STRICT))
                .stopAtCost(little)
                .build()
                .run();
        assertThat(free.partial()).isFalse();
        assertThat(free.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.grades()).hasSize(2));

        List<Outcome> told = new ArrayList<>();
        ComparisonResult dear = comparison(prompts, dear(asked))
                .graders(Graders.exact())
                .listener(progress -> told.add(progress.latest()))
                .stopAtCost(little)
                .build()
                .run();
        assertThat(asked).hasValue(0);
        assertThat(dear.ungraded()).isEqualTo(3);
        assertThat(dear.report().verdict().text()).contains("Partial: 0 of 3 calls, because the cost limit");
        assertThat(dear.cost()).isEqualTo(free.cost());
        assertThat(told).containsExactlyElementsOf(dear.outcomes());
    }

    @Test
    void aFreeGraderThatGivesUpLeavesWhatWasKnown() {
        List<ComparedPrompt> prompts = Fixture.prompts(2);
        comparison(prompts, Graders.exact()).build().run();
        Grader tired = new SimpleGrader(
                "tired",
                ComparedPrompt::id,
                (id, answer) -> {
                    throw new CancellationException();
                },
                true);

        ComparisonResult result = comparison(prompts, tired)
                .stopAtCost(new BigDecimal("0.000001"))
                .build()
                .run();

        assertThat(result.partial()).isTrue();
        assertThat(result.outcomes()).hasSize(2).extracting(Outcome::grade).containsOnlyNulls();
    }

    @Test
    void failuresThatCouldNotBeRetriedStayFailures() {
        List<ComparedPrompt> prompts = Fixture.prompts(4);
        fixture.small = text -> {
            if (text.equals("1")) {
                throw new IllegalStateException("broken");
            }
            return text;
        };
        comparison(prompts, Graders.exact()).build().run();

        ComparisonResult retried = comparison(prompts, Graders.exact())
                .retryFailures(true)
                .stopAtCost(new BigDecimal("0.000001"))
                .build()
                .run();

        assertThat(retried.partial()).isTrue();
        assertThat(retried.called()).isZero();
        assertThat(retried.outcomes()).extracting(Outcome::grade).containsExactly(1.0, 0.0, 1.0, 1.0);
    }

    @Test
    void aGradingThatWasCancelledIsDoneAnotherTime() {
        AtomicInteger asked = new AtomicInteger();
        Grader first = new SimpleGrader("moody", ComparedPrompt::id, (id, answer) -> {
            if (asked.incrementAndGet() == 1) {
                throw new CancellationException();
            }
            return Grade.of(true, "");
        });
        List<ComparedPrompt> prompts = Fixture.prompts(2);

        ComparisonResult cancelled =
                comparison(prompts, first).concurrency(1).build().run();
        assertThat(cancelled.partial()).isTrue();

        ComparisonResult again = comparison(prompts, first).build().run();
        assertThat(again.partial()).isFalse();
        assertThat(again.called())
                .as("what was answered before, and paid for, is kept")
                .isEqualTo(1);
        assertThat(again.outcomes()).extracting(Outcome::grade).containsOnly(1.0);
    }

    /** The mean of those that did would be another yardstick. */
    @Test
    void anAnswerThatOneOfItsGradersCouldNotGradeHasNoGrade() {
        fixture.small = text -> text;
        Grader shy = new SimpleGrader("shy", ComparedPrompt::id, (id, answer) -> Grade.ungraded("", Cost.ZERO));

        ComparisonResult result = comparison(Fixture.prompts(2), Graders.exact())
                .graders(shy)
                .build()
                .run();

        assertThat(result.ungraded()).isEqualTo(2);
        assertThat(result.outcomes())
                .allSatisfy(outcome -> assertThat(outcome.grades()).containsOnlyKeys("exact"));
    }

    @Test
    void runsOnForeignThreadsHaveEndedWhenTheRunHas() throws Exception {
        AtomicInteger grading = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Grader slow = new SimpleGrader("slow", ComparedPrompt::id, (id, answer) -> {
            grading.incrementAndGet();
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                grading.decrementAndGet();
            }
            return Grade.of(true, "");
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            comparison(Fixture.prompts(8), slow).executor(threads).build().run();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(grading).hasValue(0);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void otherExpectationsAreGradedAnewAndWhatWasSpentCounts() {
        AtomicInteger asked = new AtomicInteger();
        List<ComparedPrompt> prompts = Fixture.prompts(3);
        comparison(prompts, dear(asked)).build().run();
        List<ComparedPrompt> other = prompts.stream()
                .map(prompt -> prompt.toBuilder().rubric("be kind").build())
                .toList();
        List<Cost> spent = new ArrayList<>();

        ComparisonResult anew = comparison(other, dear(asked))
                .listener(progress -> spent.add(progress.cost()))
                .concurrency(1)
                .build()
                .run();

        assertThat(asked).hasValue(6);
        assertThat(anew.gradingCost()).isEqualTo(new Cost(6_000, true));
        assertThat(spent.get(2)).isEqualTo(anew.cost().plus(anew.gradingCost()));
    }

    private static Grader dear(AtomicInteger asked) {
        return new SimpleGrader("dear", ComparedPrompt::id, (id, answer) -> {
            asked.incrementAndGet();
            return new Grade(1.0, "fine", new Cost(1_000, true));
        });
    }

    @Test
    void anotherCategoryIsSeenWithoutACall() {
        fixture.small = text -> text;
        comparison(Fixture.prompts(2), Graders.exact()).build().run();
        List<ComparedPrompt> moved = Fixture.prompts(2).stream()
                .map(prompt -> prompt.toBuilder().category("moved").build())
                .toList();

        ComparisonResult result = comparison(moved, Graders.exact()).build().run();

        assertThat(result.called()).isZero();
        assertThat(result.report().categories()).singleElement().satisfies(row -> {
            assertThat(row.category()).isEqualTo("moved");
            assertThat(row.cells())
                    .singleElement()
                    .extracting(ComparisonReport.Cell::n)
                    .isEqualTo(2);
        });
    }

    @Test
    void aGradeThatAnInterruptionSpoiledIsNotKept() {
        comparison(Fixture.prompts(1), Graders.exact()).build().run();
        Thread caller = Thread.currentThread();
        Grader spoiled = new SimpleGrader("spoiled", ComparedPrompt::id, (id, answer) -> {
            caller.interrupt();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return Grade.ungraded("interrupted", Cost.ZERO);
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            comparison(Fixture.prompts(1), spoiled).executor(threads).build().run();
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            threads.shutdown();
        }
        assertThat(ended(threads)).isTrue();

        PlannedCall call = new PlannedCall(Fixture.prompts(1).get(0), Contender.of(fixture.router, "small"), 0);
        assertThat(store.find(call.key()).orElseThrow().reasons()).containsOnlyKeys("exact");
    }

    private static boolean ended(ExecutorService threads) {
        try {
            return threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatBeganDoesNotGoOnWhenAnExecutorRefusesTheRest() {
        AtomicInteger given = new AtomicInteger();
        Runnable[] first = new Runnable[1];
        Executor narrow = task -> {
            if (given.incrementAndGet() > 1) {
                throw new RejectedExecutionException();
            }
            first[0] = task;
        };
        Comparison comparison =
                comparison(Fixture.prompts(5), Graders.exact()).executor(narrow).build();
        assertThatThrownBy(comparison::run).isInstanceOf(RejectedExecutionException.class);

        first[0].run();
        assertThat(fixture.calls).hasValue(0);
    }

    @Test
    void blankLinesAndWindowsLineEndsInTheFileDoNotMatter() throws Exception {
        Path file = folder.resolve("outcomes.jsonl");
        try (OutcomeFile outcomes = OutcomeFile.open(file)) {
            comparison(Fixture.prompts(2), Graders.exact())
                    .store(outcomes)
                    .build()
                    .run();
        }
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n\r\n"));

        try (OutcomeFile outcomes = OutcomeFile.open(file)) {
            assertThat(comparison(Fixture.prompts(2), Graders.exact())
                            .store(outcomes)
                            .build()
                            .run()
                            .called())
                    .isZero();
        }
    }

    @Test
    void anAnswerThatEndsInHalfACharacterCanBeWritten() {
        fixture.small = text -> "cut off \uD83D";
        ComparisonReport report =
                comparison(Fixture.prompts(1), Graders.exact()).build().run().report();
        ComparisonJson.write(report, folder.resolve("comparison.json"));
        HtmlReport.write(report, folder.resolve("report.html"));

        assertThat(folder.resolve("comparison.json")).content().contains("cut off ?");
        assertThat(folder.resolve("report.html")).content().contains("cut off ?");
    }
}
