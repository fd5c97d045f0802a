package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.STRONG;
import static dev.signalbox.router.provider.simulated.Rehearsal.client;
import static dev.signalbox.router.provider.simulated.Rehearsal.failing;
import static dev.signalbox.router.provider.simulated.Rehearsal.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.internal.ExceptionMapper;
import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedFailureTests {

    private final FakeTime time = new FakeTime();
    private final List<Attempt> attempts = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, RATE_LIMITED, 429",
        "SERVER, SERVER, 500",
        "TIMEOUT, TIMEOUT,",
        "AUTHENTICATION, AUTHENTICATION, 401",
        "QUOTA, QUOTA_EXHAUSTED, 429",
        "CONTEXT_TOO_LONG, CONTEXT_TOO_LONG, 400",
        "CONTENT_REFUSED, CONTENT_REFUSED, 400",
        "MODEL_NOT_FOUND, MODEL_NOT_FOUND, 404",
        "EMPTY, EMPTY_ANSWER,",
        "NETWORK, NETWORK,",
        "CUT, NETWORK,"
    })
    void isClassifiedLikeTheRealThing(SimulatedFailureKind kind, FailureKind classified, Integer status) {
        Router router = router(failing(SimulatedFailure.builder().kind(kind)));
        Recording recording = new Recording();

        Throwable whole = catchThrowable(() -> router.chatModel().chat(request("hi")));
        Router streaming = router(failing(SimulatedFailure.builder().kind(kind)));
        streaming.streamingChatModel().chat(request("hi"), recording);

        assertThat(whole).isNotNull();
        assertThat(recording.errors).hasSize(1);
        assertThat(recording.responses).isEmpty();
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(failure(attempt).kind()).isEqualTo(classified);
            assertThat(failure(attempt).status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = SimulatedFailureKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TIMEOUT", "EMPTY", "NETWORK", "CUT"})
    void hasTheTypeThatLangChain4jMapsItsStatusTo(SimulatedFailureKind kind) {
        Throwable thrown = kind.exception();

        HttpException answer = (HttpException) thrown.getCause();
        assertThat(thrown).hasSameClassAs(ExceptionMapper.DEFAULT.mapException(answer));
        assertThat(answer.statusCode()).isEqualTo(kind.status());
        assertThat(answer).hasMessageContaining("\"code\":\"" + kind.code() + "\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = SimulatedFailureKind.class,
            names = {"RATE_LIMITED", "SERVER", "QUOTA"})
    void carriesRetryAfterToTheRouter(SimulatedFailureKind kind) {
        var failure = SimulatedFailure.builder().kind(kind).retryAfter(Duration.ofSeconds(7));

        Throwable whole =
                catchThrowable(() -> router(failing(failure)).chatModel().chat("hi"));
        router(failing(failure)).streamingChatModel().chat("hi", new Recording());

        assertThat(whole).isNotNull();
        assertThat(attempts)
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(failure(attempt).retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @Test
    void hangsForAWhileOrForTheReadTimeout() {
        var failure = SimulatedFailure.builder().kind(SimulatedFailureKind.TIMEOUT);
        ChatModel patient = client(failing(failure), time.clockwork()).chatModel();
        ChatModel brief = client(failing(failure.after(Duration.ofSeconds(3))), time.clockwork())
                .chatModel();

        assertThatThrownBy(() -> patient.chat("hi")).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> brief.chat("hi")).isInstanceOf(TimeoutException.class);
        assertThat(time.sleeps).containsExactly(Duration.ofMinutes(5), Duration.ofSeconds(3));
    }

    @Test
    void cutsAStreamAfterSomeTokens() {
        Recording recording = new Recording();

        router(failing(SimulatedFailure.builder().kind(SimulatedFailureKind.CUT).afterTokens(3)))
                .streamingChatModel()
                .chat("hi", recording);

        assertThat(recording.text()).isEqualTo("one two three ");
        assertThat(recording.errors).hasSize(1);
        assertThat(recording.responses).isEmpty();
        assertThat(attempts.get(0).usage().output()).isPositive();
    }

    @Test
    void cutsAStreamThatIsShorterThanItsTokensAtTheEnd() {
        Recording recording = new Recording();

        client(failing(SimulatedFailure.builder().kind(SimulatedFailureKind.CUT).afterTokens(1000)))
                .streamingChatModel()
                .chat("hi", recording);

        assertThat(recording.text()).isEqualTo("one two three four five six seven eight");
        assertThat(recording.errors).hasSize(1);
        assertThat(recording.responses).isEmpty();
    }

    @Test
    void failsTheFirstCallsOrEveryNth() {
        ChatModel first = client(failing(server().first(2))).chatModel();
        ChatModel third = client(failing(server().every(3))).chatModel();
        ChatModel both = client(failing(server().every(2).first(3))).chatModel();

        assertThat(failures(first, 6)).containsExactly(1, 2);
        assertThat(failures(third, 9)).containsExactly(3, 6, 9);
        assertThat(failures(both, 6)).containsExactly(2);
    }

    @Test
    void failsAShareByChanceThatIsTheSameEachTime() {
        List<Integer> some = failures(client(failing(server().probability(0.3))).chatModel(), 1000);
        List<Integer> again =
                failures(client(failing(server().probability(0.3))).chatModel(), 1000);

        assertThat(some).hasSizeBetween(250, 350).isEqualTo(again);
        assertThat(failures(client(failing(server().probability(0.0))).chatModel(), 50))
                .isEmpty();
        assertThat(failures(client(failing(server().probability(1.0))).chatModel(), 50))
                .hasSize(50);
    }

    @Test
    void failsWhereThePromptContainsSomething() {
        ChatModel model = client(failing(server().contains("BOOM"))).chatModel();

        assertThat(model.chat("quiet")).startsWith("one");
        assertThatThrownBy(() -> model.chat("big boom")).hasMessageContaining("server_error");
    }

    @Test
    void letsTheRouterFallBackUnseen() {
        Recording recording = new Recording();
        var weak = STRONG.toBuilder().id("simulated/weak").build();
        Catalogue catalogue = Catalogue.of(Model.of("strong", STRONG), Model.of("weak", weak));
        Router router = Router.builder(catalogue, PolicySet.of(Policy.of("both", "strong", "weak")))
                .client(STRONG.id(), client(failing(SimulatedFailure.builder().kind(SimulatedFailureKind.CUT))))
                .client(weak.id(), client(Rehearsal.saying("from weak")))
                .clockwork(time.clockwork())
                .build();

        router.streamingChatModel().chat("hi", recording);

        assertThat(recording.text()).isEqualTo("from weak");
        assertThat(recording.errors).isEmpty();
        assertThat(recording.responses).hasSize(1);
    }

    @Test
    void failsExactlyAThirdOfConcurrentCalls() throws Exception {
        ChatModel model = client(failing(server().every(3))).chatModel();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        CountDownLatch start = new CountDownLatch(1);

        List<Future<Boolean>> calls = IntStream.range(0, 100)
                .mapToObj(call -> threads.submit(() -> {
                    start.await();
                    return catchThrowable(() -> model.chat("hi")) != null;
                }))
                .toList();
        start.countDown();
        int failed = 0;
        for (Future<Boolean> call : calls) {
            failed += call.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(failed).isEqualTo(33);
    }

    @Test
    void saysWhatIsWrongWithARule() {
        var network = SimulatedFailure.builder().kind(SimulatedFailureKind.NETWORK);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedFailure.builder().build())
                .withMessageContaining("rate-limited, server");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server().every(0).build())
                .withMessageContaining("every")
                .withMessageContaining("'0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server().probability(1.5).build())
                .withMessageContaining("probability")
                .withMessageContaining("0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.retryAfter(Duration.ZERO).build())
                .withMessageContaining("retry-after")
                .withMessageContaining("left out for network");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server().after(Duration.ZERO).build())
                .withMessageContaining("left out for server");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server().afterTokens(3).build())
                .withMessageContaining("after-tokens");
    }

    private static SimulatedFailure.SimulatedFailureBuilder server() {
        return SimulatedFailure.builder().kind(SimulatedFailureKind.SERVER);
    }

    private static List<Integer> failures(ChatModel model, int calls) {
        return IntStream.rangeClosed(1, calls)
                .filter(call -> catchThrowable(() -> model.chat("hi")) != null)
                .boxed()
                .toList();
    }

    private Router router(Simulation simulation) {
        Policy policy =
                Policy.of("routine", "strong").toBuilder().retries(Retries.NONE).build();
        return Router.builder(Catalogue.of(Model.of("strong", STRONG)), PolicySet.of(policy))
                .client(STRONG.id(), client(simulation, time.clockwork()))
                .clockwork(time.clockwork())
                .listener(event -> {
                    if (event instanceof RouterEvent.AttemptEnded ended) {
                        attempts.add(ended.attempt());
                    }
                })
                .build();
    }

    private static Failure failure(Attempt attempt) {
        return java.util.Objects.requireNonNull(attempt.failure());
    }
}
