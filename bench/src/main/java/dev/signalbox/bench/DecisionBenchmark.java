package dev.signalbox.bench;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Condition;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Guard;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Requirement;
import dev.signalbox.router.policy.Rule;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision: a rule that matches, a guard that leaves one deployment out, and a strategy over the rest. The facts are
 * prebuilt, so reading a request and estimating its tokens is not part of the figure. Run with {@code -prof gc} for
 * allocation.
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

    private Router router;
    private RequestFacts facts;

    /** Builds the router. */
    @Setup(Level.Trial)
    public void build() {
        List<Deployment> all = IntStream.range(0, deployments)
                .mapToObj(index -> Deployment.of("p" + index + "/m")
                        .price(Price.perMillion("0." + (index + 1), "1"))
                        .local(index > 0)
                        .contextLength(100_000)
                        .build())
                .toList();
        Policy policy = Policy.of("routine", "m").toBuilder().strategy(strategy).build();
        Condition gold = new Condition(List.of(Condition.tags(Map.of("tier", "gold"))));
        PolicySet policies = PolicySet.of(policy, Policy.of("other", "m"))
                .withRules(new Rule("gold", gold, "routine"))
                .withGuards(new Guard(
                        "local", gold, Requirement.builder().local(true).build()));
        RouterBuilder builder = Router.builder(Catalogue.of(new Model("m", List.of(), all)), policies);
        all.forEach(deployment -> builder.client(deployment.id(), new ChatModel() {}));
        router = builder.build();
        facts = RequestFacts.builder()
                .tags(Map.of("tier", "gold"))
                .inputTokens(1_000)
                .build();
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
