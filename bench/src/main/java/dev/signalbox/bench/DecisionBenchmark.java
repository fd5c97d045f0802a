package dev.signalbox.bench;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.RequestFacts;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision: a rule that matches, a guard that leaves one deployment out, and a strategy over the rest. The facts are
 * prebuilt, so reading a request and estimating its tokens is not part of the figure.
 */
@SuppressWarnings("NullAway.Init") // JMH calls build() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

    /** How many deployments the policy's model has. */
    @Param({"2", "8", "50"})
    public int deployments;

    /** How they are ordered. */
    @Param({
        "priority",
        "weighted",
        "weighted-by-price",
        "lowest-cost",
        "lowest-latency",
        "highest-throughput",
        "least-busy",
        "round-robin"
    })
    public String strategy = "priority";

    /** How the rule's condition is written: a compiled {@code expression}, or {@code tags}. */
    @Param("expression")
    public String rule = "expression";

    private Router router;
    private RequestFacts facts;

    /** Builds the router. */
    @Setup(Level.Trial)
    public void build() {
        facts = House.facts();
        House house = new House(deployments, strategy, rule.equals("expression") ? House.expression() : House.tagged());
        router = house.router(new ChatModel() {}).build();
        if (!"gold".equals(router.explain(facts).selection().rule())) {
            throw new IllegalStateException("The rule must choose the policy.");
        }
    }

    /** Stops its threads. */
    @TearDown(Level.Trial)
    public void close() {
        router.close();
    }

    /** One decision. */
    @Benchmark
    public Decision decide() {
        return router.explain(facts);
    }
}
