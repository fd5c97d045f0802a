package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Where the policy says so, a stream that breaks is continued by the next candidate. */
class ContinuedStreamTests {

    private static final Fallbacks CONTINUE = new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE);

    private final TwoProviders house = new TwoProviders();
    private final Recording recording = new Recording();

    @AfterEach
    void close() {
        house.close();
    }

    static List<FakeReply> breaks() {
        FakeReply text = FakeReply.text("The quick brown fox");
        return List.of(text.errorAfter(2, "overloaded"), text.noFinish(), text.stallAfter(2));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void theHandlerHearsOneStreamAndOneWholeAnswer(FakeReply broken) {
        house.first.always(broken);
        house.second.always(FakeReply.text("jumps over the dog").usage(30, 4));

        router().streamingChatModel().chat(TwoProviders.request("Go on"), recording);

        String whole = recording.response().aiMessage().text();
        assertThat(whole)
                .startsWith("The quick ")
                .endsWith("jumps over the dog")
                .isEqualTo(recording.text());
        house.bed.settle();
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.calls().get(0)).succeeded().tried("first/gpt-first", "second/gpt-second");
    }

    @Test
    void theOneThatGoesOnGetsTheTextSoFar() {
        house.first.always(FakeReply.text("The quick brown fox").errorAfter(2, "overloaded"));
        house.second.always(FakeReply.text("brown fox"));

        router().streamingChatModel().chat(TwoProviders.request("Go on"), recording);

        recording.response();
        JsonNode messages = house.second.requests().get(0).json().path("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.get(1).path("role").asString("")).isEqualTo("assistant");
        assertThat(messages.get(1).path("content").asString("")).isEqualTo("The quick ");
        assertThat(messages.get(2).path("role").asString("")).isEqualTo("user");
        assertThat(messages.get(2).path("content").asString("")).contains("Continue");
    }

    @Test
    void nobodyLeftToGoOnIsAFailureWithTheWholeText() {
        house.first.always(FakeReply.text("The quick brown fox").errorAfter(2, "overloaded"));
        house.second.always(FakeReply.text("brown fox jumps").errorAfter(2, "overloaded"));

        router().streamingChatModel().chat(TwoProviders.request("Go on"), recording);

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.partialText()).contains("The quick brown fox ");
        assertThat(failure.kind()).isEqualTo(FailureKind.SERVER);
        house.bed.settle();
        assertThat(recording.ends()).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasWholeAfterAllIsOne() {
        house.first.always(FakeReply.text("That is all.").noFinish());
        house.second.always(FakeReply.empty());

        router().streamingChatModel().chat(TwoProviders.request("Go on"), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo("That is all.");
    }

    @Test
    void halfAToolCallIsNotContinued() {
        house.first.always(
                FakeReply.toolCall("weather", "{\"city\": \"Bergen\"}").errorAfter(1, "overloaded"));

        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Weather?"))
                .toolSpecifications(ToolSpecification.builder().name("weather").build())
                .build();
        router().streamingChatModel().chat(request, recording);

        assertThat(RoutingFailure.of(recording.error())).isPresent();
        assertThat(house.second.requestCount()).isZero();
    }

    @Test
    void anAnswerInJsonIsNotContinued() {
        house.first.always(FakeReply.text("{\"a\": 1, \"b\": 2}").errorAfter(1, "overloaded"));

        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("JSON?"))
                .responseFormat(ResponseFormat.JSON)
                .build();
        router().streamingChatModel().chat(request, recording);

        assertThat(RoutingFailure.of(recording.error()).orElseThrow().partialText())
                .isPresent();
        assertThat(house.second.requestCount()).isZero();
    }

    private Router router() {
        Timeouts idle = new Timeouts(null, Duration.ofSeconds(4), PATIENCE);
        return house.router(policy -> policy.fallbacks(CONTINUE).timeouts(idle), house.bed::stopTimeAfterFailure);
    }
}
