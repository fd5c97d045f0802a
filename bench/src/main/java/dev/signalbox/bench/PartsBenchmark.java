package dev.signalbox.bench;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.expression.FactsExpression;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.usage.TokenEstimate;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What comes before a decision, or is a part of it, alone. */
@SuppressWarnings("NullAway.Init") // JMH calls build() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartsBenchmark {

    private static final int TURNS = 50;
    private static final int TOOLS = 20;

    private ChatRequest small;
    private ChatRequest large;
    private RequestFacts facts;
    private FactsExpression expression;

    /** Builds the requests. */
    @Setup(Level.Trial)
    public void build() {
        small = ChatRequest.builder()
                .messages(SystemMessage.from("Answer briefly."), UserMessage.from("Where is the Alhambra?"))
                .build();
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("You plan journeys. ".repeat(100)));
        for (int turn = 0; turn < TURNS; turn++) {
            messages.add(UserMessage.from("And what comes after that? ".repeat(20)));
            messages.add(AiMessage.from("The train leaves at noon. ".repeat(40)));
        }
        large = ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(IntStream.range(0, TOOLS)
                        .mapToObj(index ->
                                ToolSpecification.builder().name("tool" + index).build())
                        .toList())
                .build();
        facts = House.facts();
        expression = House.expression();
    }

    /** Estimates the tokens of two short messages. */
    @Benchmark
    public int estimateSmall() {
        return TokenEstimate.of(small);
    }

    /** Estimates the tokens of 101 messages, 81,000 characters, and 20 tools. */
    @Benchmark
    public int estimateLarge() {
        return TokenEstimate.of(large);
    }

    /** Evaluates the expression of the decision's rule. */
    @Benchmark
    public boolean compiledExpression() {
        return expression.test(facts);
    }
}
