package dev.signalbox.router.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the next answer will presumably take. */
class UsePredictionsTests {

    private static final Deployment ANY = Deployment.of("p/any").build();
    private static final Deployment SHORT = ANY.toBuilder().outputLength(40).build();

    private final UsePredictions predictions = new UsePredictions();

    private static RequestFacts facts(Integer maxOutputTokens) {
        return RequestFacts.builder()
                .caller(CallFacts.NONE)
                .inputTokens(100)
                .maxOutputTokens(maxOutputTokens)
                .build();
    }

    private long output(RequestFacts facts, Deployment deployment) {
        return predictions.expected(facts, "routine", deployment).output();
    }

    @Test
    void isWithoutExperienceNoMoreThanTypicalOrAllowed() {
        assertThat(predictions.expected(facts(null), "routine", ANY)).isEqualTo(Usage.estimate(100, 500));
        assertThat(output(facts(30), ANY)).isEqualTo(30);
        assertThat(output(facts(4_000), ANY)).isEqualTo(500);
        assertThat(output(facts(null), SHORT)).isEqualTo(40);
    }

    @Test
    void isLearntForEachPolicyAndDeployment() {
        for (int answers = 0; answers < 100; answers++) {
            predictions.learn("routine", ANY, 7, Usage.of(7, 20));
        }

        assertThat(output(facts(null), ANY)).isBetween(20L, 21L);
        assertThat(predictions.expected(facts(null), "planning", ANY).output()).isEqualTo(500);
        assertThat(output(facts(null), Deployment.of("p/other").build())).isEqualTo(500);
    }

    @Test
    void isNeverMoreThanAllowed() {
        predictions.learn("routine", ANY, 7, Usage.of(7, 1_000));

        assertThat(output(facts(null), ANY)).isEqualTo(1_500);
        assertThat(output(facts(1_200), ANY)).isEqualTo(1_200);
        assertThat(output(facts(null), SHORT)).isEqualTo(40);
    }

    @Test
    void ofInputFollowsAProviderThatCountsMore() {
        for (int answers = 0; answers < 100; answers++) {
            predictions.learn("routine", ANY, 100, Usage.of(250, 20));
        }

        assertThat(predictions.expected(facts(null), "routine", ANY).input()).isEqualTo(250);
    }

    @Test
    void ofInputFollowsTheFirstAnswer() {
        predictions.learn("routine", ANY, 6, Usage.of(100, 20));

        assertThat(predictions.expected(facts(null), "routine", ANY).input()).isEqualTo(1_666);
    }

    @Test
    void ofInputIsNeverLessThanEstimatedAndLearnsFromNoEstimate() {
        predictions.learn("routine", ANY, 100, Usage.of(40, 20));
        predictions.learn("planning", ANY, 100, Usage.estimate(900, 20));

        assertThat(predictions.expected(facts(null), "routine", ANY).input()).isEqualTo(100);
        assertThat(predictions.expected(facts(null), "planning", ANY).input()).isEqualTo(100);
    }

    @Test
    void coversNearlyAllAnswersThatVary() {
        Prediction prediction = new Prediction(500, 10);
        Random random = new Random(7);
        int covered = 0;
        long predicted = 0;
        int answers = 10_000;
        for (int answer = 0; answer < answers; answer++) {
            long output = Math.max(1, Math.round(300 + 100 * random.nextGaussian()));
            if (answer > 0) {
                covered += output <= prediction.atMost() ? 1 : 0;
                predicted += prediction.atMost();
            }
            prediction.learn(output);
        }

        assertThat(covered).isGreaterThan(answers * 85 / 100);
        assertThat(predicted / answers).isLessThan(550);
    }

    @Test
    void followsWhenAnswersGrowLonger() {
        Prediction prediction = new Prediction(500, 10);
        for (int answer = 0; answer < 50; answer++) {
            prediction.learn(100);
        }

        prediction.learn(1_000);

        assertThat(prediction.atMost()).isGreaterThan(600);
    }

    /** One answer without end must not make everything after it seem unaffordable. */
    @Test
    void isNotCarriedAwayByOneAnswer() {
        Prediction prediction = new Prediction(500, 10);
        prediction.learn(1_700_000_000);
        assertThat(prediction.atMost()).isEqualTo(7_500);

        Prediction known = new Prediction(500, 10);
        for (int answer = 0; answer < 50; answer++) {
            known.learn(100);
        }
        known.learn(1_700_000_000);
        assertThat(known.atMost()).isBetween(600L, 700L);
    }

    @Test
    void followsSoonWhenAllAnswersAreOfAnotherSize() {
        Prediction prediction = new Prediction(500, 10);
        for (int answer = 0; answer < 50; answer++) {
            prediction.learn(1);
        }
        for (int answer = 0; answer < 4; answer++) {
            prediction.learn(4_000);
        }

        assertThat(prediction.atMost()).isGreaterThan(4_000);
    }

    @Test
    void losesNoAnswerAmongManyThreads() throws Exception {
        Prediction prediction = new Prediction(500, 10);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> learning = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            learning.add(threads.submit(() -> {
                for (int answer = 0; answer < 10_000; answer++) {
                    prediction.learn(250);
                }
            }));
        }
        for (Future<?> one : learning) {
            one.get();
        }
        threads.shutdown();

        assertThat(prediction.atMost()).isBetween(250L, 251L);
    }
}
