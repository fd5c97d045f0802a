package dev.signalbox.test;

import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.test.ScriptedReply.computed;
import static dev.signalbox.test.ScriptedReply.empty;
import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.failure;
import static dev.signalbox.test.ScriptedReply.partials;
import static dev.signalbox.test.ScriptedReply.rateLimited;
import static dev.signalbox.test.ScriptedReply.response;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptedChatModelTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ScriptedChatModel model = new ScriptedChatModel();

    @Test
    void answersInTheGivenOrderAndThenAlwaysTheSame() {
        model.reply("one", "two").always(text("always"));

        assertThat(IntStream.range(0, 4).mapToObj(i -> model.chat("?")))
                .containsExactly("one", "two", "always", "always");
    }

    @Test
    void saysBackWhatItWasAskedUnlessToldOtherwise() {
        assertThat(model.chat("hello")).isEqualTo("You said: hello");
    }

    @Test
    void callsToolsWithIdsThatAreTheirOwnInTheWholeLoop() {
        model.always(toolCall("weather", "{\"city\":\"Oslo\"}").andToolCall("time", "{}"));

        AiMessage first = model.chat(UserMessage.from("?")).aiMessage();
        AiMessage second = model.chat(UserMessage.from("?"), first, result(first, 0), result(first, 1))
                .aiMessage();

        assertThat(first.toolExecutionRequests())
                .extracting(ToolExecutionRequest::id, ToolExecutionRequest::name, ToolExecutionRequest::arguments)
                .containsExactly(tuple("call-1", "weather", "{\"city\":\"Oslo\"}"), tuple("call-2", "time", "{}"));
        assertThat(second.toolExecutionRequests())
                .extracting(ToolExecutionRequest::id)
                .containsExactly("call-3", "call-4");
    }

    private static ToolExecutionResultMessage result(AiMessage message, int index) {
        return ToolExecutionResultMessage.from(message.toolExecutionRequests().get(index), "done");
    }

    @Test
    void answersWithAGivenResponseUnchanged() {
        ChatResponse given =
                ChatResponse.builder().aiMessage(AiMessage.from("hi")).id("1").build();
        model.reply(response(given));

        assertThat(model.chat(UserMessage.from("?"))).isSameAs(given);
    }

    @Test
    void computesAnAnswerFromTheRequest() {
        model.reply(computed(request -> ChatResponse.builder()
                .aiMessage(AiMessage.from(request.messages().size() + " messages"))
                .build()));

        assertThat(model.chat(UserMessage.from("a"), UserMessage.from("b"))
                        .aiMessage()
                        .text())
                .isEqualTo("2 messages");
    }

    @Test
    void saysHowItEndedAndWhatItUsed() {
        model.reply(
                text("hi").usage(7, 3),
                toolCall("t", "{}"),
                text("cut").finishReason(FinishReason.LENGTH),
                text("x").noFinish(),
                empty());

        ChatResponse counted = model.chat(UserMessage.from("?"));

        assertThat(counted.tokenUsage().inputTokenCount()).isEqualTo(7);
        assertThat(counted.tokenUsage().outputTokenCount()).isEqualTo(3);
        assertThat(counted.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(model.chat(UserMessage.from("?")).finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(model.chat(UserMessage.from("?")).finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(model.chat(UserMessage.from("?")).finishReason()).isNull();
        assertThat(model.chat("?")).isEmpty();
    }

    @Test
    void failsAsToldAlsoWhereOnlyItsStreamWouldBreakOff() {
        RuntimeException failure = new IllegalStateException("no");
        model.reply(failure(failure), partials("Hel", "lo").failAfter(1, failure));

        assertThatThrownBy(() -> model.chat("?")).isSameAs(failure);
        assertThatThrownBy(() -> model.chat("?")).isSameAs(failure);
    }

    @Test
    void failsAsLangChain4jsModelsDoForAStatus() {
        Map<Integer, Class<?>> types = Map.of(
                400, InvalidRequestException.class,
                401, AuthenticationException.class,
                403, AuthenticationException.class,
                404, ModelNotFoundException.class,
                408, TimeoutException.class,
                429, RateLimitException.class,
                503, InternalServerException.class);

        types.forEach((status, type) -> assertThatThrownBy(() -> new ScriptedChatModel()
                        .reply(error(status, "some_code"))
                        .chat("?"))
                .isInstanceOf(type)
                .cause()
                .isInstanceOfSatisfying(HttpException.class, cause -> {
                    assertThat(cause.statusCode()).isEqualTo(status);
                    assertThat(cause).hasMessageContaining("some_code");
                }));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 399, 600})
    void refusesAStatusThatIsNoError(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> error(status))
                .withMessage("The status is " + status + ". An error has 400 to 599.");
    }

    @Test
    void refusesToFailAfterANegativeNumberOfPartials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text("hi").failAfter(-1, new IllegalStateException()))
                .withMessage("The number of partials is -1. It must be 0 or more.");
    }

    @Test
    void remembersRequestsAndTheirThreads() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .temperature(0.5)
                .build();

        model.chat(request);

        assertThat(model.requestCount()).isOne();
        assertThat(model.requests())
                .containsExactly(
                        new ReceivedChat(request, Thread.currentThread().getName()));
    }

    @Test
    void holdsAnAnswerBackUntilItsGateOpens() throws Exception {
        Gate gate = Gate.closed();
        model.reply(text("held").heldBy(gate));

        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> model.chat("?"));
        gate.awaitArrivals(1, SOON);

        assertThat(answer).isNotDone();
        gate.open();
        assertThat(answer).succeedsWithin(SOON).isEqualTo("held");
        assertThat(model.aborted()).isZero();
    }

    @Test
    void givesUpAtAGateWhenInterrupted() throws Exception {
        Gate gate = Gate.closed();
        model.reply(text("held").heldBy(gate));
        ExecutorService executor = Executors.newSingleThreadExecutor();

        Future<String> answer = executor.submit(() -> model.chat("?"));
        gate.awaitArrivals(1, SOON);
        answer.cancel(true);

        model.awaitAborted(1, SOON);
        executor.shutdownNow();
        assertThat(model.aborted()).isOne();
    }

    @Test
    void saysHowManyRequestsCameWhenTooFewDid() {
        model.chat("?");

        assertThatThrownBy(() -> model.awaitRequests(2, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Expected 2 requests within PT0.001S, but there were 1.");
    }

    @Test
    void givesEachReplyToOneRequestOnlyWhenManyAsk() {
        IntStream.range(0, 200).forEach(i -> model.reply("reply " + i));

        long distinct = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> model.chat("?"))
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(200);
        assertThat(model.requestCount()).isEqualTo(200);
    }

    @Test
    void playsTheRateLimitedDeploymentOfARouter() {
        FakeClockwork time = new FakeClockwork();
        ScriptedChatModel near = new ScriptedChatModel().always(text("near"));
        model.reply(rateLimited(Duration.ofSeconds(20))).always(text("far"));
        Router router = Houses.router()
                .client(Houses.FAR, model, model.streaming())
                .client(Houses.NEAR, near, near.streaming())
                .clockwork(time.clockwork())
                .build();

        RoutedAnswer first = router.chat(request(), SignalboxAssertions.facts());
        time.advance(Duration.ofSeconds(19));
        RoutedAnswer second = router.chat(request(), SignalboxAssertions.facts());
        time.advance(Duration.ofSeconds(1));
        RoutedAnswer third = router.chat(request(), SignalboxAssertions.facts());

        SignalboxAssertions.assertThat(first.call())
                .tried(Houses.FAR, Houses.NEAR)
                .after(RATE_LIMITED)
                .answeredBy(Houses.NEAR);
        SignalboxAssertions.assertThat(second.call()).tried(Houses.NEAR);
        SignalboxAssertions.assertThat(third.call()).tried(Houses.FAR);
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("?")).build();
    }
}
