package dev.signalbox.bench;

import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.strategy.DeploymentStatistics;
import dev.signalbox.router.strategy.Statistics;
import dev.signalbox.router.strategy.Strategies;
import dev.signalbox.router.strategy.Strategy;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One order of candidates that have all been called a thousand times, and one answer more in the statistics. */
@SuppressWarnings("NullAway.Init") // JMH calls fill() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StrategyBenchmark {

    private static final int CANDIDATES = 8;

    /** How they are ordered. */
    @Param({
        "weighted",
        "weighted-by-price",
        "lowest-cost",
        "lowest-latency",
        "highest-throughput",
        "least-busy",
        "round-robin"
    })
    public String name = "weighted";

    private final Statistics statistics = new Statistics(System::nanoTime);
    private Strategy strategy;
    private final RequestFacts facts = RequestFacts.builder().inputTokens(1_000).build();
    private List<Candidate> candidates;
    private DeploymentStatistics first;

    /** Lets the deployments answer. */
    @Setup(Level.Trial)
    public void fill() {
        strategy = new Strategies(() -> ThreadLocalRandom.current().nextDouble(), statistics, List.of()).strategy(name);
        candidates = IntStream.range(0, CANDIDATES)
                .mapToObj(index -> candidate((index * 5) % CANDIDATES))
                .toList();
        first = statistics.of(candidates.get(0).deployment().id());
        for (Candidate candidate : candidates) {
            for (int call = 0; call < 1_000; call++) {
                answer(candidate);
            }
        }
        first.latencyNanos(false, 0.5); // from now on, whoever records makes the sums
    }

    private static Candidate candidate(int index) {
        Deployment deployment = Deployment.of("p" + index + "/m")
                .weight(1 + index)
                .price(Price.perMillion("0." + (index + 1), "1"))
                .build();
        return new Candidate(Model.of("m", deployment), deployment);
    }

    private void answer(Candidate candidate) {
        DeploymentStatistics seen = statistics.of(candidate.deployment().id());
        long latency = (1 + candidate.deployment().weight() / 3)
                * ThreadLocalRandom.current().nextLong(500_000_000L, 1_500_000_000L);
        seen.started(System.nanoTime());
        seen.answered(false, latency, latency, 500);
        seen.ended();
    }

    /** One order. */
    @Benchmark
    public List<Candidate> order() {
        return strategy.order(candidates, facts);
    }

    /** One answer more, of a deployment whose percentiles are read. */
    @Benchmark
    public void answer() {
        answer(candidates.get(0));
    }

    /** One percentile, the clock included. */
    @Benchmark
    public long percentile() {
        return first.latencyNanos(false, 0.5);
    }
}
