package dev.signalbox.bench;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.router.ChatModelWrapper;
import dev.langchain4j.model.router.ModelRoutingStrategy;
import java.util.List;
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

/**
 * One decision of LangChain4j's community router: the narrowest entry it has. It knows no facts, rules, guards, prices or
 * reasons; what it decides is which model comes first.
 */
@SuppressWarnings("NullAway.Init") // JMH calls build() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeerDecisionBenchmark {

    /** How many models it routes between. */
    @Param({"2", "8", "50"})
    public int deployments;

    /** How it chooses. */
    @Param({"failover", "lowest-token-usage", "failover, lowest-token-usage"})
    public String strategy = "failover";

    private ModelRoutingStrategy routing;
    private List<ChatModelWrapper> models;
    private ChatRequest request;

    /** Builds the strategy, and lets it register its listeners with the models before several threads use it. */
    @Setup(Level.Trial)
    public void build() {
        routing = Peer.strategy(strategy);
        request = ChatRequest.builder()
                .messages(UserMessage.from("Where is the Alhambra?"))
                .build();
        models = IntStream.range(0, deployments)
                .mapToObj(index -> new ChatModelWrapper(new FixedModel()))
                .toList();
        routing.route(models, request);
    }

    /** One decision. */
    @Benchmark
    public ChatModelWrapper decide() {
        return routing.route(models, request);
    }
}
