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
class OutputPredictionTests {

    private static final Deployment ANY = Deployment.of("p/any").build();
    private static final Deployment SHORT = ANY.toBuilder().outputLength(40).build();

    private final OutputPredictions predictions = new OutputPredictions();

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
            predictions.learn("routine", ANY, Usage.of(7, 20));
        }

        assertThat(output(facts(null), ANY)).isBetween(20L, 21L);
        assertThat(predictions.expected(facts(null), "planning", ANY).output()).isEqualTo(500);
        assertThat(output(facts(null), Deployment.of("p/other").build())).isEqualTo(500);
    }

    @Test
    void isNeverMoreThanAllowed() {
        predictions.learn("routine", ANY, Usage.of(7, 9_000));

        assertThat(output(facts(null), ANY)).isEqualTo(13_500);
        assertThat(output(facts(2_000), ANY)).isEqualTo(2_000);
        assertThat(output(facts(null), SHORT)).isEqualTo(40);
    }

    @Test
    void coversNearlyAllAnswersThatVary() {
        OutputPrediction prediction = new OutputPrediction();
        Random random = new Random(7);
        int covered = 0;
        long predicted = 0;
        int answers = 10_000;
        for (int answer = 0; answer < answers; answer++) {
            long output = Math.max(1, Math.round(300 + 100 * random.nextGaussian()));
            if (answer > 0) {
                covered += output <= prediction.tokens() ? 1 : 0;
                predicted += prediction.tokens();
            }
            prediction.learn(output);
        }

        assertThat(covered).isGreaterThan(answers * 85 / 100);
        assertThat(predicted / answers).isLessThan(550);
    }

    @Test
    void followsWhenAnswersGrowLonger() {
        OutputPrediction prediction = new OutputPrediction();
        for (int answer = 0; answer < 50; answer++) {
            prediction.learn(100);
        }

        prediction.learn(1_000);

        assertThat(prediction.tokens()).isGreaterThan(600);
    }

    @Test
    void losesNoAnswerAmongManyThreads() throws Exception {
        OutputPrediction prediction = new OutputPrediction();
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

        assertThat(prediction.tokens()).isBetween(250L, 251L);
    }
}
