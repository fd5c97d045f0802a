package dev.signalbox.test.fallback;

import static dev.signalbox.router.resilience.FailureKind.AUTHENTICATION;
import static dev.signalbox.router.resilience.FailureKind.EMPTY_ANSWER;
import static dev.signalbox.router.resilience.FailureKind.NETWORK;
import static dev.signalbox.router.resilience.FailureKind.RATE_LIMITED;
import static dev.signalbox.router.resilience.FailureKind.REFUSED;
import static dev.signalbox.router.resilience.FailureKind.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.Usage;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.fallback.TwoProviders.Way;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackTests {

    private static final FakeReply ANSWER =
            FakeReply.text("here you are").usage(1000, 50).cachedTokens(400).reasoningTokens(20);

    private final TwoProviders house = new TwoProviders();

    @AfterEach
    void close() {
        house.close();
    }

    /** A way to fail before any content, and what the router makes of it. */
    private record Trouble(String name, Set<FailureKind> kinds, Integer status, Consumer<FakeProvider> with) {

        static Trouble replying(String name, FailureKind kind, Integer status, FakeReply reply) {
            return new Trouble(name, Set.of(kind), status, provider -> provider.always(reply));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> troubles() {
        FakeReply text = FakeReply.text("never whole");
        return Stream.of(
                        Trouble.replying("503", SERVER, 503, FakeReply.error(503)),
                        Trouble.replying("500", SERVER, 500, FakeReply.error(500)),
                        Trouble.replying("429", RATE_LIMITED, 429, FakeReply.error(429)),
                        Trouble.replying("401", AUTHENTICATION, 401, FakeReply.error(401)),
                        Trouble.replying("403", REFUSED, 403, FakeReply.error(403)),
                        new Trouble("refused", Set.of(NETWORK), null, FakeProvider::close),
                        Trouble.replying("hangs up", NETWORK, null, FakeReply.hangUp()),
                        Trouble.replying("cut", NETWORK, null, text.cutAfter(0)),
                        Trouble.replying("reset", NETWORK, null, text.resetAfter(0)),
                        Trouble.replying("garbage", NETWORK, null, FakeReply.garbage()),
                        Trouble.replying("error within", SERVER, null, text.errorAfter(0, "overloaded")),
                        Trouble.replying("empty", EMPTY_ANSWER, null, FakeReply.empty()))
                .flatMap(trouble -> Stream.of(Way.values()).map(way -> arguments(trouble, way)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void theSecondAnswersWhereTheFirstFailsBeforeAnyContent(Trouble trouble, Way way) {
        trouble.with().accept(house.first);
        house.second.always(ANSWER);

        ChatResponse answer = way.ask(house.router(), "hello");

        assertThat(answer.aiMessage().text()).isEqualTo("here you are");
        RoutedCall call = house.calls().get(0);
        assertThat(call.attempts())
                .extracting(Attempt::deployment)
                .containsExactly(TwoProviders.FIRST, TwoProviders.SECOND);
        assertThat(call.attempts().get(0).failure()).isNotNull().satisfies(failure -> {
            assertThat(failure.kind()).isIn(trouble.kinds());
            assertThat(failure.status()).isEqualTo(trouble.status());
        });
        assertThat(house.second.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void usageAndCostAreTheProvidersNumbers(Way way) {
        house.first.always(FakeReply.error(503));
        house.second.always(ANSWER);

        way.ask(house.router(), "hello");

        RoutedCall call = house.calls().get(0);
        assertThat(call.attempts().get(0).usage()).isEqualTo(Usage.NONE);
        assertThat(call.attempts().get(1).usage()).isEqualTo(new Usage(1000, 400, 50, 20, false));
        // 600 x 0.50 + 400 x 0.125 + 50 x 1.50 USD per million
        assertThat(call.cost().usd()).isEqualByComparingTo("0.000425");
        assertThat(call.cost().complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aStreamThatEndsCleanlyWithoutContentAndFinishReasonIsAFailure(Way way) {
        house.first.always(FakeReply.empty().noFinish());

        ChatResponse answer = way.ask(house.router(), "hello");

        assertThat(answer.aiMessage().text()).isEqualTo("You said: hello");
        assertThat(house.calls().get(0).attempts()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aBadRequestIsTheCallersErrorUnchangedAndNobodyElseIsAsked(Way way) {
        house.first.always(FakeReply.error(400, "invalid_value", "temperature is out of range"));

        Throwable thrown = errorOf(way, house.router());

        assertThat(thrown)
                .isExactlyInstanceOf(InvalidRequestException.class)
                .isSameAs(house.heard.errors().get(0));
        assertThat(thrown).hasMessageContaining("temperature is out of range");
        assertThat(house.heard.errors()).hasSize(1);
        assertThat(house.first.requestCount()).isEqualTo(1);
        assertThat(house.second.requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whereAllFailTheErrorIsTheFirstFailureAndListsAllAttempts(Way way) {
        house.first.always(FakeReply.rateLimited(Duration.ofSeconds(30)));
        house.second.always(FakeReply.error(503));

        Throwable thrown = errorOf(way, house.router(policy -> policy.retries(Retries.NONE)));

        assertThat(thrown).isInstanceOf(RateLimitException.class).hasMessageNotContaining("sk-test");
        assertThat(thrown).hasMessageContaining("first/gpt-first").hasMessageContaining("second/gpt-second");
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(failure.call().attempts())
                .extracting(attempt -> Objects.requireNonNull(attempt.failure()).status())
                .containsExactly(429, 503);
    }

    private static Throwable errorOf(Way way, Router router) {
        if (way == Way.WHOLE) {
            return catchThrowable(() -> way.ask(router, "hello"));
        }
        Recording recording = new Recording();
        router.streamingChatModel().chat(TwoProviders.request("hello"), recording);
        return recording.error();
    }
}
