package dev.signalbox.bench;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.router.ModelRouter;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** A whole call through LangChain4j's community router over the same models that answer at once. */
@SuppressWarnings("NullAway.Init") // JMH calls build() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PeerCallBenchmark {

    /** How many models it routes between. */
    @Param({"2", "8", "50"})
    public int deployments;

    /** How it chooses. */
    @Param({"failover", "lowest-token-usage", "failover, lowest-token-usage"})
    public String strategy = "failover";

    private ChatModel model;
    private ChatRequest request;

    /** Builds the router, and calls it once so that its listeners are registered before several threads use it. */
    @Setup(Level.Trial)
    public void build() {
        model = ModelRouter.builder()
                .addRoutes(Stream.generate(FixedModel::new).limit(deployments).toArray(ChatModel[]::new))
                .routingStrategy(Peer.strategy(strategy))
                .build();
        request = ChatRequest.builder()
                .messages(UserMessage.from("Where is the Alhambra? ".repeat(40)))
                .build();
        model.chat(request);
    }

    /** One call. */
    @Benchmark
    public ChatResponse call() {
        return model.chat(request);
    }
}
