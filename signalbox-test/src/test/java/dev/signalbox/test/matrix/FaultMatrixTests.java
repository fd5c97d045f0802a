package dev.signalbox.test.matrix;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the failure table, plain and streamed, in each dialect, over real HTTP. */
class FaultMatrixTests {

    /** How a request is sent. */
    enum Way {
        PLAIN,
        STREAMED
    }

    private static final Deployment FIRST =
            Deployment.of("first/m").contextLength(1_000).build();
    private static final Deployment SMALLER =
            Deployment.of("smaller/m").contextLength(500).build();
    private static final Deployment LARGER =
            Deployment.of("larger/m").contextLength(9_000).build();

    private final FakeProvider first = FakeProvider.start();
    private final FakeProvider smaller = FakeProvider.start();
    private final FakeProvider larger = FakeProvider.start();
    private final SystemClockwork clockwork = new SystemClockwork();
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        clockwork.close();
        Stream.of(first, smaller, larger).forEach(FakeProvider::close);
    }

    static Stream<Arguments> cells() {
        return Stream.of(Row.values())
                .flatMap(row -> Stream.of(Track.values())
                        .filter(track -> row.reply(track) != null)
                        .flatMap(track -> Stream.of(Way.values()).map(way -> arguments(row, track, way))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cells")
    void whatThePolicyTableSaysFollows(Row row, Track track, Way way) {
        first.always(row.reply(track));
        smaller.always(FakeReply.text("fallback"));
        larger.always(FakeReply.text("fallback"));
        Router router = router(track, Timeouts.NONE);

        if (row.next == Row.Next.FALLS_BACK) {
            assertThat(ask(router, way)).isEqualTo("fallback");
        } else {
            assertThat(catchThrowable(() -> ask(router, way))).satisfies(thrown -> assertStopped(row, thrown));
        }

        settle();
        RoutedCall call = onlyCall();
        assertThat(call.attempts().get(0).failure().kind()).isEqualTo(row.kind);
        assertThat(call.attempts().get(0).failure().message()).doesNotContain("never seen");
        assertThat(smaller.requestCount() + larger.requestCount()).isEqualTo(row.next == Row.Next.FALLS_BACK ? 1 : 0);
        if (row == Row.CONTEXT_TOO_LONG) {
            assertThat(call).answeredBy("larger/m");
        }
        assertThat(router.explain(Facts.none()).exclusion("first/m").map(exclusion -> exclusion.reason()))
                .isEqualTo(java.util.Optional.ofNullable(row.effect));
    }

    private static void assertStopped(Row row, Throwable thrown) {
        Class<? extends RuntimeException> type =
                switch (row.kind) {
                    case CONTENT_REFUSED -> ContentFilteredException.class;
                    case BAD_REQUEST -> InvalidRequestException.class;
                    default -> LangChain4jException.class;
                };
        assertThat(thrown).isInstanceOf(type);
    }

    static Stream<Arguments> tracksAndWays() {
        return Stream.of(Track.values())
                .flatMap(track -> Stream.of(Way.values()).map(way -> arguments(track, way)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tracksAndWays")
    void aProviderThatIsNotThereIsANetworkFailure(Track track, Way way) {
        smaller.always(FakeReply.text("fallback"));
        Router router = router(track, Timeouts.NONE);
        first.close();

        assertThat(ask(router, way)).isEqualTo("fallback");

        assertThat(onlyCall().attempts().get(0).failure().kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(onlyCall().attempts().get(0).usage().total()).isZero();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tracksAndWays")
    void theTotalDeadlineEndsTheCallAndTheConnection(Track track, Way way) {
        first.always(FakeReply.text("late").delay(Duration.ofHours(1)));
        Router router = router(track, new Timeouts(null, null, Duration.ofMillis(200)));

        RoutingFailure failure =
                RoutingFailure.of(catchThrowable(() -> ask(router, way))).orElseThrow();

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        first.awaitAborted(1, PATIENCE);
        settle();
        assertThat(onlyCall().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void aLateFirstTokenFallsBack(Track track) {
        first.always(FakeReply.text("late").delayBeforeContent(Duration.ofHours(1)));
        smaller.always(FakeReply.text("fallback"));
        Router router = router(track, new Timeouts(Duration.ofMillis(200), null, null));

        assertThat(ask(router, Way.STREAMED)).isEqualTo("fallback");

        first.awaitAborted(1, PATIENCE);
        settle();
        assertThat(onlyCall().attempts().get(0).failure().kind()).isEqualTo(FailureKind.TIMEOUT);
    }

    static Stream<Track> tracks() {
        return Stream.of(Track.values());
    }

    static Stream<Arguments> breaks() {
        FakeReply text = FakeReply.text("one two three four");
        return tracks().flatMap(track -> Stream.of(
                arguments("error inside", text.errorAfter(2, "overloaded"), FailureKind.SERVER, track),
                arguments("silence", text.stallAfter(2), FailureKind.TIMEOUT, track),
                arguments("end without its marker", text.noFinish(), FailureKind.NETWORK, track)));
    }

    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("breaks")
    void aStreamThatBreaksIsOneFailureWithItsTextAndNeverAShortSuccess(
            String name, FakeReply reply, FailureKind kind, Track track) {
        first.always(reply);
        Router router = router(track, new Timeouts(null, Duration.ofMillis(300), null));
        Recording recording = new Recording();

        router.streamingChatModel().chat(request(), recording);

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.partialText())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("one two ").isEqualTo(recording.text()));
        settle();
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(smaller.requestCount()).isZero();
        assertThat(onlyCall().succeeded()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tracks")
    void aStreamWhoseConnectionDiesIsOneFailure(Track track) {
        first.always(FakeReply.text("one two three four").stallAfter(2));
        Router router = router(track, Timeouts.NONE);
        Recording recording = new Recording();
        router.streamingChatModel().chat(request(), recording);
        recording.awaitPieces(1);

        first.disconnect();

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(failure.partialText())
                .hasValueSatisfying(text -> assertThat(text).startsWith("one "));
        settle();
        assertThat(recording.ends()).isEqualTo(1);
    }

    private Router router(Track track, Timeouts timeouts) {
        Policy policy = Policy.of("routine", "m").toBuilder()
                .retries(Retries.NONE)
                .timeouts(timeouts)
                .build();
        return Router.builder(Catalogue.of(Model.of("m", FIRST, SMALLER, LARGER)), PolicySet.of(policy))
                .client("first/m", track.client(first, FIRST, clockwork.clockwork()))
                .client("smaller/m", track.client(smaller, SMALLER, clockwork.clockwork()))
                .client("larger/m", track.client(larger, LARGER, clockwork.clockwork()))
                .clockwork(clockwork.clockwork())
                .listener(events::add)
                .build();
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("hello")).build();
    }

    private static String ask(Router router, Way way) {
        if (way == Way.PLAIN) {
            return router.chatModel().chat(request()).aiMessage().text();
        }
        Recording recording = new Recording();
        router.streamingChatModel().chat(request(), recording);
        return recording.outcome().aiMessage().text();
    }

    private void settle() {
        ThreadPoolExecutor threads = (ThreadPoolExecutor) clockwork.clockwork().executor();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (threads.getActiveCount() > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(threads.getActiveCount()).isZero();
        assertThat(events(AttemptEnded.class)).hasSameSizeAs(events(AttemptStarted.class));
    }

    private RoutedCall onlyCall() {
        List<CallEnded> ended = events(CallEnded.class);
        assertThat(ended).hasSize(1);
        return ended.get(0).call();
    }

    private <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
