package dev.signalbox.test.matrix;

import static dev.signalbox.router.resilience.FailureKind.CANCELLED;
import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The deadlines of a policy and the caller's own patience, in each dialect: the call ends, and so does its connection. */
class DeadlineMatrixTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Stage stage = new Stage();

    @BeforeAll
    static void warmUp() {
        Rows.tracks().forEach(Stage::warmUp);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** How far an answer comes before nothing more does. */
    private enum Silence {
        BEFORE_THE_HEADERS(FakeReply.text("too late").delay(NEVER)),
        AFTER_THE_HEADERS(FakeReply.text("too late").delayBeforeContent(NEVER));

        private final FakeReply reply;

        Silence(FakeReply reply) {
            this.reply = reply;
        }

        @Override
        public String toString() {
            return this == BEFORE_THE_HEADERS ? "before the headers" : "after the headers";
        }
    }

    static Stream<Arguments> silences() {
        return Stream.of(Silence.values()).flatMap(silence -> Rows.tracks().map(track -> arguments(silence, track)));
    }

    static Stream<Arguments> silencesAndWays() {
        return silences()
                .flatMap(cell -> Stream.of(Way.values()).map(way -> arguments(cell.get()[0], cell.get()[1], way)));
    }

    @ParameterizedTest(name = "total, silent {0}, {1}, {2}")
    @MethodSource("silencesAndWays")
    void theTotalDeadlineEndsTheCall(Silence silence, Track track, Way way) {
        stage.first.always(silence.reply);
        Router router = stage.router(track, policy -> policy.timeouts(new Timeouts(null, null, SHORT)));

        Throwable thrown = catchThrowable(() -> way.ask(stage, router));

        assertThat(thrown.getClass().getSuperclass()).isEqualTo(TimeoutException.class);
        assertThat(thrown).hasMessageContaining("timeout (total)");
        assertThat(stage.onlyCall().attempts())
                .hasSizeLessThan(2) // a short time may be over before anything is tried
                .allSatisfy(attempt -> assertThat(kind(attempt)).isEqualTo(TIMEOUT));
        assertAborted();
        assertThat(stage.fallbacks()).isZero();
    }

    @ParameterizedTest(name = "first token, silent {0}, {1}, streamed")
    @MethodSource("silences")
    void aLateFirstTokenFallsBack(Silence silence, Track track) {
        stage.first.always(silence.reply);
        Timeouts firstToken = new Timeouts(Duration.ofSeconds(2), null, null);
        Router router = stage.stopTimeAfterFailure().router(track, policy -> policy.timeouts(firstToken));

        assertThat(Way.STREAMED.ask(stage, router)).isEqualTo(Stage.ANSWER);

        RoutedCall call = stage.onlyCall();
        assertThat(call.attempts()).hasSize(2);
        assertThat(kind(call.attempts().get(0))).isEqualTo(TIMEOUT);
        assertAborted();
    }

    @ParameterizedTest(name = "cancelled, silent {0}, {1}, plain")
    @MethodSource("silences")
    void anInterruptEndsTheCall(Silence silence, Track track) throws InterruptedException {
        stage.first.always(silence.reply);
        Router router = stage.router(track);
        FutureTask<@Nullable Throwable> call =
                new FutureTask<>(() -> catchThrowable(() -> Way.PLAIN.ask(stage, router)));
        Thread caller = new Thread(call);

        caller.start();
        stage.first.awaitRequests(1, PATIENCE);
        caller.interrupt();

        assertThat(call)
                .succeedsWithin(PATIENCE)
                .satisfies(thrown -> assertThat(thrown).hasRootCauseInstanceOf(InterruptedException.class));
        caller.join(PATIENCE.toMillis());
        assertOnlyAttemptCancelled();
        assertThat(stage.fallbacks()).isZero();
        assertThat(Stage.exclusion(router)).isNull();
    }

    @ParameterizedTest(name = "cancelled, {0}, streamed")
    @MethodSource("dev.signalbox.test.matrix.Rows#tracks")
    void nothingMoreComesOfAStreamThatTheCallerCancels(Track track) {
        stage.first.always(FakeReply.text("one two three").stallAfter(2));
        Router router = stage.router(track);
        Cancelling recording = new Cancelling();

        router.streamingChatModel().chat(Stage.request(), recording);
        stage.first.awaitAborted(1, PATIENCE);

        assertOnlyAttemptCancelled();
        assertThat(recording.heard).containsExactly("one ");
        assertThat(stage.fallbacks()).isZero();
        assertThat(Stage.exclusion(router)).isNull();
    }

    /** Cancels at once, and writes down whatever comes. */
    private static final class Cancelling implements StreamingChatResponseHandler {
        private final List<Object> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            heard.add(partial.text());
            context.streamingHandle().cancel();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            heard.add(response);
        }

        @Override
        public void onError(Throwable error) {
            heard.add(error);
        }
    }

    private void assertOnlyAttemptCancelled() {
        assertThat(stage.onlyCall().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(kind(attempt)).isEqualTo(CANCELLED));
        assertAborted();
    }

    /** Whatever reached the provider was given up; a short time may be over before anything does. */
    private void assertAborted() {
        stage.first.awaitAborted(stage.first.requestCount(), PATIENCE);
    }

    private static FailureKind kind(Attempt attempt) {
        return Objects.requireNonNull(attempt.failure()).kind();
    }
}
