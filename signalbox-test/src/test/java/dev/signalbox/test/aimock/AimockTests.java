package dev.signalbox.test.aimock;

import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.test.correlation.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each dialect against a mock of its provider that others have made, so that no misreading of ours is on both sides. */
@Tag("aimock")
class AimockTests {

    private static final String QUESTION = "Where is the Alhambra?";
    private static final String ANSWER = "The Alhambra is in Granada.";

    private final AimockHouse house = new AimockHouse();

    @AfterEach
    void close() {
        house.close();
    }

    static Stream<Arguments> upstreams() {
        return Stream.of(Upstream.values())
                .flatMap(upstream -> Stream.of(Way.values()).map(way -> arguments(upstream, way)));
    }

    @ParameterizedTest
    @MethodSource("upstreams")
    void theAnswerAndItsUsageAreThoseOfTheProvider(Upstream upstream, Way way) {
        ChatResponse answer = way.ask(house.router(upstream, "good"), QUESTION);

        assertThat(answer.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        RoutedCall call = house.calls().get(0);
        assertThat(call).succeeded().tried("aimock/good");
        assertThat(call.usage()).isEqualTo(upstream.usage);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamComesPieceByPiece(Upstream upstream) {
        Recording recording = new Recording();

        house.router(upstream, "good").streamingChatModel().chat(Way.request(QUESTION), recording);

        assertThat(recording.response().aiMessage().text()).isEqualTo(ANSWER);
        assertThat(recording.text()).isEqualTo(ANSWER);
        assertThat(recording.texts()).hasSizeGreaterThan(1);
    }

    /** A tool that writes down what it was asked. */
    static final class Weather {

        final List<String> cities = new ArrayList<>();

        @Tool("The weather in a city")
        String weather(@P("the city") String city) {
            cities.add(city);
            return "sunny";
        }
    }

    /** The model has the upstream's name, because for Gemini aimock must be told how a tool call ends: as text does. */
    @ParameterizedTest
    @MethodSource("upstreams")
    void aToolIsCalledAndItsResultUnderstood(Upstream upstream, Way way) {
        Weather weather = new Weather();

        String answer =
                way.askWithTools(house.router(upstream, upstream.name()), "How is the weather in Granada?", weather);

        assertThat(answer).isEqualTo("It is sunny in Granada.");
        assertThat(weather.cities).containsExactly("Granada");
        assertThat(house.calls()).hasSize(2).allMatch(RoutedCall::succeeded);
    }

    @ParameterizedTest
    @MethodSource("upstreams")
    void theNextAnswersWhereTheFirstIsRateLimited(Upstream upstream, Way way) {
        ChatResponse answer = way.ask(house.router(upstream, "limited", "good"), QUESTION);

        assertThat(answer.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(house.calls().get(0)).after(RATE_LIMITED).tried("aimock/limited", "aimock/good");
    }

    @ParameterizedTest
    @MethodSource("upstreams")
    void theNextAnswersWhereTheFirstFails(Upstream upstream, Way way) {
        ChatResponse answer = way.ask(house.router(upstream, "failing", "good"), QUESTION);

        assertThat(answer.aiMessage().text()).isEqualTo(ANSWER);
        assertThat(house.calls().get(0)).after(SERVER).tried("aimock/failing", "aimock/good");
    }

    @ParameterizedTest
    @EnumSource
    void aRateLimitWithoutOtherCandidateSaysWhenToTryAgain(Upstream upstream) {
        Router router = house.router(upstream, "limited");

        Throwable thrown = catchThrowable(() -> Way.WHOLE.ask(router, QUESTION));

        assertThat(thrown).isInstanceOf(RateLimitException.class).hasMessageNotContaining("sk-test");
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamCutAfterItsFirstContentIsOneErrorAndNeverASuccess(Upstream upstream) {
        Recording recording = new Recording();

        house.router(upstream, "cut", "good").streamingChatModel().chat(Way.request(QUESTION), recording);

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.kind()).isEqualTo(NETWORK);
        assertThat(recording.text()).startsWith("one two ").doesNotContain("ten");
        assertThat(failure.partialText()).contains(recording.text());
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.calls().get(0)).failedWith(NETWORK).tried("aimock/cut");
        assertThat(house.calls().get(0).usage().estimated()).isTrue();
    }
}
