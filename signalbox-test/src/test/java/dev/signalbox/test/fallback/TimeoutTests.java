package dev.signalbox.test.fallback;

import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.CallDecided;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.fallback.TwoProviders.Way;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deadlines of a policy, in real time. What runs against them never answers by itself. */
class TimeoutTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration FIRST_TOKEN = Duration.ofSeconds(2);
    private static final Duration NEVER = Duration.ofHours(1);

    private final TwoProviders house = new TwoProviders();

    /** So that no deadline runs out while classes are loaded. */
    @BeforeEach
    void warmUp() {
        Router elsewhere = house.bed.router();
        Way.WHOLE.ask(elsewhere, "hello");
        Way.STREAMED.ask(elsewhere, "hello");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Router router(Timeouts timeouts) {
        return house.router(policy -> policy.timeouts(timeouts).retries(Retries.NONE), house.bed::stopTimeAfterFailure);
    }

    private static Recording stream(Router router) {
        Recording recording = new Recording();
        router.streamingChatModel().chat(TwoProviders.request("hello"), recording);
        return recording;
    }

    private RoutedCall lastCall() {
        return house.calls().get(house.calls().size() - 1);
    }

    /** Whatever reached the first provider was given up; a short time may be over before anything does. */
    private void assertAborted() {
        house.bed.settle();
        house.first.awaitAborted(house.first.requestCount(), PATIENCE);
    }

    @Test
    void aStreamWithoutAFirstTokenInTimeIsAbortedAndTheSecondAnswers() {
        house.first.always(FakeReply.text("too late").delay(NEVER));

        Recording recording = stream(router(new Timeouts(FIRST_TOKEN, null, null)));

        assertThat(recording.response().aiMessage().text()).isEqualTo("You said: hello");
        assertAborted();
        Attempt first = lastCall().attempts().get(0);
        assertThat(Objects.requireNonNull(first.failure()).kind()).isEqualTo(TIMEOUT);
        assertThat(first.failure().message()).contains("first token");
        assertThat(first.duration()).isBetween(FIRST_TOKEN.minusMillis(100), PATIENCE);
    }

    @Test
    void headersAreNoFirstToken() {
        house.first.always(FakeReply.text("too late").delayBeforeContent(NEVER));

        Recording recording = stream(router(new Timeouts(FIRST_TOKEN, null, null)));

        assertThat(recording.response().aiMessage().text()).isEqualTo("You said: hello");
        assertAborted();
    }

    @Test
    void aStreamThatFallsSilentIsOneErrorWithThePartialText() {
        house.first.always(FakeReply.text("one two three").stallAfter(1));

        Recording recording = stream(router(new Timeouts(null, SHORT, null)));

        RoutingFailure failure = RoutingFailure.of(recording.error()).orElseThrow();
        assertThat(failure.kind()).isEqualTo(TIMEOUT);
        assertThat(failure.partialText()).contains("one ");
        assertThat(recording.error()).isInstanceOf(TimeoutException.class).hasMessageContaining("idle");
        assertAborted();
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.second.requestCount()).isZero();
    }

    @Test
    void theWholeCallEndsInTime() {
        house.first.always(FakeReply.text("too late").delay(NEVER));
        Router router = router(new Timeouts(null, null, SHORT));

        Throwable thrown = catchThrowable(() -> Way.WHOLE.ask(router, "hello"));

        assertThat(thrown).isInstanceOf(TimeoutException.class).hasMessageContaining("total");
        assertThat(lastCall().duration()).isBetween(SHORT, PATIENCE);
        assertAborted();
        assertThat(house.second.requestCount()).isZero();
    }

    @Test
    void theWholeStreamEndsInTimeEvenWhileContentComes() {
        house.first.always(FakeReply.text("on and on ".repeat(1000)).pause(Duration.ofMillis(20)));

        Recording recording = stream(router(new Timeouts(null, null, SHORT.multipliedBy(2))));

        assertThat(recording.error()).isInstanceOf(TimeoutException.class).hasMessageContaining("total");
        assertAborted();
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.second.requestCount()).isZero();
    }

    @Test
    void aStreamWhoseDeadlineNobodyCanKeepAnyMoreEndsOnce() {
        Router router = router(new Timeouts(PATIENCE, null, null));
        house.first.hold();
        house.bed.stop();

        Recording recording = stream(router);

        assertThat(RoutingFailure.of(recording.error()).orElseThrow().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(recording.ends()).isEqualTo(1);
        assertThat(house.bed.events(CallEnded.class)).hasSameSizeAs(house.bed.events(CallDecided.class));
    }

    @Test
    void aCallWhoseDeadlineNobodyCanKeepAnyMoreEndsToo() {
        Router router = router(new Timeouts(null, null, PATIENCE));
        house.bed.stop();

        Throwable thrown = catchThrowable(() -> Way.WHOLE.ask(router, "hello"));

        assertThat(RoutingFailure.of(thrown).orElseThrow().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(house.bed.events(CallEnded.class)).hasSameSizeAs(house.bed.events(CallDecided.class));
    }
}
