package dev.signalbox.bench;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RouterEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
 * A whole call over models that answer at once: reading the facts, the decision, the attempt, its usage and cost, and the
 * events. A listener counts; at the end every call and every token must have been told to it.
 */
@SuppressWarnings("NullAway.Init") // JMH calls build() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallBenchmark {

    /** How many deployments the policy's model has. */
    @Param({"2", "8", "50"})
    public int deployments;

    /** How they are ordered. */
    @Param("priority")
    public String strategy = "priority";

    private final Queue<Tally> tallies = new ConcurrentLinkedQueue<>();
    private final LongAdder toldCalls = new LongAdder();
    private final LongAdder toldTokens = new LongAdder();
    private Router router;
    private ChatModel model;
    private ChatRequest request;

    /** Builds the router. */
    @Setup(Level.Trial)
    public void build() {
        House house = new House(deployments, strategy, House.expression());
        router = house.router(new FixedModel())
                .contributor(facts -> facts.tag("tier", "gold"))
                .listener(this::count)
                .build();
        model = router.chatModel();
        request = ChatRequest.builder()
                .messages(UserMessage.from("Where is the Alhambra? ".repeat(40)))
                .build();
    }

    private void count(RouterEvent event) {
        if (event instanceof RouterEvent.CallEnded ended) {
            toldCalls.increment();
            ended.call()
                    .attempts()
                    .forEach(attempt -> toldTokens.add(
                            attempt.usage().input() + attempt.usage().output()));
        }
    }

    void register(Tally tally) {
        tallies.add(tally);
    }

    /** One call. */
    @Benchmark
    public ChatResponse call(Tally tally) {
        tally.called();
        return model.chat(request);
    }

    /** Compares the counts. */
    @TearDown(Level.Trial)
    public void compare() {
        router.close();
        long calls = tallies.stream().mapToLong(Tally::calls).sum();
        System.out.printf(
                "%ncounts: %,d calls made, %,d told; %,d tokens used, %,d told%n",
                calls, toldCalls.sum(), calls * FixedModel.TOKENS, toldTokens.sum());
        if (toldCalls.sum() != calls || toldTokens.sum() != calls * FixedModel.TOKENS) {
            throw new IllegalStateException("Counts were lost.");
        }
    }
}
