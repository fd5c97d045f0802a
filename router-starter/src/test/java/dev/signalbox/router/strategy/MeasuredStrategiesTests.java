package dev.signalbox.router.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The strategies that look at what was seen of the deployments. */
class MeasuredStrategiesTests {

    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final RequestFacts WHOLE = RequestFacts.builder().build();
    private static final RequestFacts STREAMED =
            RequestFacts.builder().needs(Set.of(Capability.STREAMING)).build();

    private final AtomicLong clock = new AtomicLong();
    private final Statistics statistics = new Statistics(clock::get);
    private final Strategies strategies = new Strategies(() -> 0, statistics, List.of());
    private final List<Candidate> abc = Stream.of("a", "b", "c")
            .map(name -> {
                Deployment deployment = Deployment.of("p/" + name).id(name).build();
                return new Candidate(Model.of("m", deployment), deployment);
            })
            .toList();

    @Test
    void takesTurns() {
        assertThat(order("round-robin", WHOLE)).isEqualTo("abc");

        start("b");
        assertThat(order("round-robin", WHOLE)).isEqualTo("acb");

        start("a");
        start("c");
        assertThat(order("round-robin", WHOLE)).isEqualTo("bac");
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "least-busy", "lowest-latency", "highest-throughput"})
    void changesNothingByBeingAsked(String strategy) {
        start("a");

        String first = order(strategy, WHOLE);

        assertThat(IntStream.range(0, 20).mapToObj(time -> order(strategy, WHOLE)))
                .containsOnly(first);
    }

    @Test
    void prefersTheLeastBusyAndAmongEqualsTheLongestIdle() {
        start("a", "a", "b", "c");
        assertThat(order("least-busy", WHOLE)).isEqualTo("bca");

        statistics.of("a").ended();
        assertThat(order("least-busy", WHOLE)).isEqualTo("abc");

        statistics.of("c").ended();
        assertThat(order("least-busy", WHOLE)).isEqualTo("cab");
    }

    @Test
    void prefersTheLowestLatencyOfTheSameKindOfAnswer() {
        answers("a", 5, false, 300, 300);
        answers("b", 5, false, 200, 200);
        answers("c", 5, false, 100, 100);
        answers("a", 5, true, 100, 2_000);
        answers("b", 5, true, 300, 400);
        answers("c", 5, true, 200, 400);

        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cba");
        assertThat(order("lowest-latency", STREAMED)).isEqualTo("acb");
    }

    @Test
    void prefersTheHighestThroughputOfTheSameKindOfAnswer() {
        answers("a", 5, false, 300, 300);
        answers("b", 5, false, 200, 200);
        answers("c", 5, false, 100, 100);
        answers("a", 5, true, 900, 1_000);
        answers("b", 5, true, 100, 500);
        answers("c", 5, true, 100, 400);

        assertThat(order("highest-throughput", WHOLE)).isEqualTo("cba");
        assertThat(order("highest-throughput", STREAMED)).isEqualTo("acb");
    }

    @Test
    void spreadsTheLoadAmongTheNearlyEqual() {
        answers("a", 5, false, 100, 100);
        answers("b", 5, false, 108, 108);
        answers("c", 5, false, 150, 150);
        start("a");

        assertThat(order("lowest-latency", WHOLE)).isEqualTo("bac");
        assertThat(order("highest-throughput", WHOLE)).isEqualTo("bac");

        start("b", "b");

        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");
        assertThat(order("highest-throughput", WHOLE)).isEqualTo("abc");
    }

    @Test
    void measuresTheUnknownFirstButOneCallInTwoAndFiveAtATime() {
        answers("a", 50, false, 100, 100);
        answers("b", 50, false, 200, 200);
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");

        start("c");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");

        start("a", "c", "a", "c", "a", "c", "a");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");

        start("c", "a");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");
    }

    @Test
    void trustsANewDeploymentWithMoreOnlyAsItAnswers() {
        answers("a", 50, false, 200, 200);
        answers("b", 50, false, 300, 300);
        answers("c", 5, false, 100, 100);
        IntStream.range(0, 14).forEach(call -> start("c"));
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");

        start("c");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");

        statistics.of("c").answered(false, 100 * MILLI, 100 * MILLI, 10);
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");
    }

    @Test
    void trustsADeploymentThatKeptFailingLikeANewOne() {
        answers("a", 50, false, 200, 200);
        answers("b", 50, false, 300, 300);
        answers("c", 50, false, 100, 100);
        fail("c", 10);
        IntStream.range(0, 4).forEach(call -> start("c"));
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");

        start("c");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");
    }

    @Test
    void trustsADeploymentThatWasNotCalledForLongLikeANewOne() {
        answers("c", 50, false, 100, 100);
        clock.addAndGet(300_001 * MILLI);
        answers("a", 50, false, 200, 200);
        answers("b", 50, false, 300, 300);
        answers("c", 5, false, 100, 100);
        IntStream.range(0, 15).forEach(call -> start("c"));

        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");
    }

    @Test
    void triesAnUnknownOneThatKeepsFailingTwiceAMinute() {
        answers("a", 50, false, 200, 200);
        answers("b", 50, false, 300, 300);
        fail("c", 10);
        start("a");
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("abc");

        clock.addAndGet(30_000 * MILLI);
        assertThat(order("lowest-latency", WHOLE)).isEqualTo("cab");
    }

    @Test
    void putsLastWhoseSpeedCannotBeMeasured() {
        answers("a", 5, false, 200, 200);
        answers("b", 5, false, 100, 100);
        IntStream.range(0, 9).forEach(call -> statistics.of("c").answered(false, MILLI, MILLI, 0));

        assertThat(order("highest-throughput", WHOLE)).isEqualTo("bac");
    }

    private String order(String strategy, RequestFacts facts) {
        return String.join(
                "",
                strategies.strategy(strategy).order(abc, facts).stream()
                        .map(Candidate::toString)
                        .toList());
    }

    private void start(String... deployments) {
        for (String deployment : deployments) {
            statistics.of(deployment).started(clock.get());
        }
    }

    private void answers(String deployment, int calls, boolean streamed, long latency, long duration) {
        DeploymentStatistics seen = statistics.of(deployment);
        for (int call = 0; call < calls; call++) {
            seen.started(clock.get());
            seen.answered(streamed, latency * MILLI, duration * MILLI, 1_000);
            seen.ended();
        }
    }

    private void fail(String deployment, int calls) {
        for (int call = 0; call < calls; call++) {
            start(deployment);
            statistics.of(deployment).ended();
        }
    }
}
