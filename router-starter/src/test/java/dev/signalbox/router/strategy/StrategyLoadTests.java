package dev.signalbox.router.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares of the load in simulated time: callers that each make a call, wait for its answer and make the next. */
class StrategyLoadTests {

    private static final long MILLI = 1_000_000;
    private static final int MINUTE = 60_000;
    private static final RequestFacts FACTS = RequestFacts.builder().build();

    private final Random random = new Random(5);
    private final AtomicLong clock = new AtomicLong();
    private final Statistics statistics = new Statistics(clock::get);
    private final Strategies strategies = new Strategies(random::nextDouble, statistics, List.of());
    private final Map<String, Integer> latencies = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::ends));
    private final List<String> chosen = new ArrayList<>();

    private record Running(String deployment, long began, long ends) {}

    @Test
    void sharesEquallyInTurn() {
        deployments(100, 500, 900);

        run("round-robin", 10, MINUTE);

        assertThat(share(0)).isBetween(0.33, 0.34);
        assertThat(share(2)).isBetween(0.33, 0.34);
    }

    @Test
    void givesTheFasterMoreCallsByKeepingAllEquallyBusy() {
        deployments(100, 400);

        run("least-busy", 10, MINUTE);

        assertThat(share(0)).isBetween(0.75, 0.85);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lowest-latency", "highest-throughput"})
    void givesATenTimesSlowerOneFewCallsButNotNone(String strategy) {
        deployments(3_000, 300);

        run(strategy, 5, 30 * MINUTE);

        long slow = chosen.stream().filter("d0"::equals).count();
        assertThat(slow).isBetween(5L * 6, 10L * 7);
        assertThat(share(0)).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lowest-latency", "highest-throughput"})
    void sharesBetweenNearlyEqualOnes(String strategy) {
        deployments(300, 330, 315);

        run(strategy, 30, MINUTE);

        assertThat(share(0)).isBetween(0.29, 0.38);
        assertThat(share(1)).isBetween(0.29, 0.38);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lowest-latency", "highest-throughput"})
    void findsOutThatASlowOneBecameFast(String strategy) {
        deployments(3_000, 600);
        run(strategy, 5, 10 * MINUTE);
        latencies.put("d0", 200);

        run(strategy, 5, 10 * MINUTE);

        assertThat(recentShare(0, 1_000)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lowest-latency", "highest-throughput"})
    void letsANewOneComeUpStepByStep(String strategy) {
        deployments(500, 500);
        run(strategy, 200, MINUTE);
        deployment(100);
        int before = chosen.size();

        run(strategy, 200, 100);
        long atOnce = statistics.of("d2").inFlight();
        run(strategy, 200, MINUTE / 10);

        assertThat(atOnce).isLessThanOrEqualTo(15);
        assertThat(chosen.subList(before, before + 40).stream()
                        .filter("d2"::equals)
                        .count())
                .isLessThanOrEqualTo(20);
        assertThat(recentShare(2, 1_000)).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lowest-latency", "highest-throughput"})
    void sendsNoHerdToANewOneThatHangs(String strategy) {
        deployments(500, 500);
        run(strategy, 200, MINUTE);
        deployment(100 * MINUTE);

        run(strategy, 200, MINUTE);

        assertThat(statistics.of("d2").inFlight()).isEqualTo(5);
    }

    private void deployments(int... millis) {
        for (int latency : millis) {
            deployment(latency);
        }
    }

    private void deployment(int millis) {
        Deployment deployment = Deployment.of("p/m").id("d" + candidates.size()).build();
        candidates.add(new Candidate(Model.of("m", deployment), deployment));
        latencies.put(deployment.id(), millis);
    }

    private void run(String strategy, int callers, long millis) {
        long end = clock.get() + millis * MILLI;
        while (running.size() < callers) {
            start(strategy);
        }
        while (running.element().ends() < end) {
            Running call = running.remove();
            clock.set(call.ends());
            long took = call.ends() - call.began();
            statistics.of(call.deployment()).answered(false, took, took, 200);
            statistics.of(call.deployment()).ended();
            start(strategy);
        }
        clock.set(end);
    }

    /** Latencies vary by a tenth around that of the deployment. */
    private void start(String strategy) {
        String deployment =
                strategies.strategy(strategy).order(candidates, FACTS).get(0).toString();
        long latency = (long) (latencies.get(deployment) * MILLI * (0.9 + 0.2 * random.nextDouble()));
        statistics.of(deployment).started(clock.get());
        running.add(new Running(deployment, clock.get(), clock.get() + latency));
        chosen.add(deployment);
    }

    private double share(int index) {
        return recentShare(index, chosen.size());
    }

    private double recentShare(int index, int calls) {
        List<String> recent = chosen.subList(chosen.size() - calls, chosen.size());
        return (double) recent.stream().filter(("d" + index)::equals).count() / calls;
    }
}
