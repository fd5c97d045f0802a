package dev.signalbox.test.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attempts that are given up let go of the provider: it sees its connection close, and no thread is left waiting. */
class AbortTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final FakeProvider provider = FakeProvider.start();
    private final HttpRouting routing = new HttpRouting();

    /** How far an answer comes before nothing more does. */
    private enum Silence {
        BEFORE_THE_HEADERS(FakeReply.text("too late").delay(Duration.ofHours(1))),
        AFTER_THE_HEADERS(FakeReply.text("too late").delayBeforeContent(Duration.ofHours(1))),
        WITHIN_THE_BODY(FakeReply.text("one two three four").stallAfter(2));

        private final FakeReply reply;

        Silence(FakeReply reply) {
            this.reply = reply;
        }
    }

    @AfterEach
    void leavesNoThreadWaiting() throws InterruptedException {
        assertThat(routing.endsWithin(PATIENCE)).isTrue();
        provider.close();
    }

    @ParameterizedTest
    @EnumSource
    void blockingCallsAreAbortedAtTheirDeadline(Silence silence) {
        provider.always(silence.reply);
        Router router = routing.to(provider, new Timeouts(null, null, SOON));

        Throwable thrown = catchThrowable(() -> router.chatModel().chat("Hello"));

        assertTimeout(thrown, "timeout (total)");
        assertAborted();
    }

    @ParameterizedTest
    @EnumSource
    void blockingCallsAreAbortedByAnInterrupt(Silence silence) throws InterruptedException {
        provider.always(silence.reply);
        Router router = routing.to(provider, Timeouts.NONE);
        FutureTask<@Nullable Throwable> call =
                new FutureTask<>(() -> catchThrowable(() -> router.chatModel().chat("Hello")));
        Thread caller = new Thread(call);

        caller.start();
        provider.awaitRequests(1, PATIENCE);
        caller.interrupt();

        provider.awaitAborted(1, PATIENCE);
        caller.join(PATIENCE.toMillis());
        assertThat(call)
                .succeedsWithin(PATIENCE)
                .satisfies(thrown -> assertThat(thrown).hasRootCauseInstanceOf(InterruptedException.class));
    }

    @ParameterizedTest
    @EnumSource
    void blockingCallsWithoutDeadlineEndAtTheReadTimeout(Silence silence) {
        provider.always(silence.reply);
        Router router = routing.readTimeout(SOON).to(provider, Timeouts.NONE);

        Throwable thrown = catchThrowable(() -> router.chatModel().chat("Hello"));

        assertThat(onlyAttempt(thrown).failure().kind()).isEqualTo(FailureKind.TIMEOUT);
        assertAborted();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_THE_HEADERS", "AFTER_THE_HEADERS"})
    void streamsAreAbortedWhenTheirFirstTokenIsLate(Silence silence) {
        provider.always(silence.reply);
        Router router = routing.to(provider, new Timeouts(SOON, null, null));
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);

        assertThat(record.error()).succeedsWithin(PATIENCE);
        assertTimeout(record.error().join(), "timeout (first token)");
        assertAborted();
    }

    @Test
    void streamsAreAbortedWhenTheyFallSilent() {
        provider.always(Silence.WITHIN_THE_BODY.reply);
        Router router = routing.to(provider, new Timeouts(null, SOON, null));
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);

        assertThat(record.error()).succeedsWithin(PATIENCE);
        assertThat(RoutingFailure.of(record.error().join()).orElseThrow().partialText())
                .hasValueSatisfying(text -> assertThat(text).startsWith("one "));
        provider.awaitAborted(1, PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void streamsAreAbortedAtTheEndOfTheirTime(Silence silence) {
        provider.always(silence.reply);
        Router router = routing.to(provider, new Timeouts(null, null, SOON));
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);

        assertThat(record.error()).succeedsWithin(PATIENCE);
        assertTimeout(record.error().join(), "timeout (total)");
        assertAborted();
    }

    @Test
    void streamsAreAbortedByTheirCallerAndSayNothingMore() throws InterruptedException {
        provider.always(Silence.WITHIN_THE_BODY.reply);
        Router router = routing.to(provider, Timeouts.NONE);
        StreamRecord record = new StreamRecord() {
            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                super.onPartialResponse(partial, context);
                context.streamingHandle().cancel();
            }
        };

        router.streamingChatModel().chat("Hello", record);

        provider.awaitAborted(1, PATIENCE);
        assertThat(routing.endsWithin(PATIENCE)).isTrue();
        assertThat(record.text()).isEqualTo("one ");
        assertThat(record.error()).isNotDone();
        assertThat(record.response()).isNotDone();
    }

    /** JDK 17 swallows the interrupt of a thread that reads a body. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void streamsAreAbortedWhenTheirThreadsAreStopped() {
        provider.always(Silence.WITHIN_THE_BODY.reply);
        Router router = routing.to(provider, Timeouts.NONE);
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);
        assertThat(record.begun()).succeedsWithin(PATIENCE);
        routing.close();

        provider.awaitAborted(1, PATIENCE);
        assertThat(record.error()).succeedsWithin(PATIENCE);
    }

    @Test
    void streamsThatNobodyCanReadAreAborted() {
        provider.hold().always(FakeReply.text("one two three").pause(Duration.ofHours(1)));
        Router router = routing.to(provider, Timeouts.NONE);
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);
        provider.awaitRequests(1, PATIENCE);
        routing.close();
        provider.release();

        provider.awaitAborted(1, PATIENCE);
        assertThat(record.error()).succeedsWithin(PATIENCE);
    }

    @Test
    void afterAnAbortTheNextCallGoesThrough() {
        provider.always(FakeReply.text("here again"))
                .when(request -> request.lastUserText().equals("stall"), Silence.WITHIN_THE_BODY.reply);
        Router router = routing.to(provider, new Timeouts(null, null, SOON));

        assertThatThrownBy(() -> router.chatModel().chat("stall")).isInstanceOf(TimeoutException.class);

        assertThat(router.chatModel().chat("Hello")).isEqualTo("here again");
    }

    @RepeatedTest(20)
    void anAbortedAttemptIsBookedAsWhatEndedIt() {
        provider.always(Silence.WITHIN_THE_BODY.reply);
        Router router = routing.to(provider, new Timeouts(null, Duration.ofMillis(5), null));
        StreamRecord record = new StreamRecord();

        router.streamingChatModel().chat("Hello", record);

        assertThat(record.error()).succeedsWithin(PATIENCE);
        assertThat(onlyAttempt(record.error().join()).failure().message()).isEqualTo("timeout (idle)");
    }

    /** Whatever was tried ran out of its time; a short time may be over before anything is. */
    private static void assertTimeout(Throwable thrown, String message) {
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.call().attempts())
                .hasSizeLessThan(2)
                .allSatisfy(attempt -> assertThat(attempt.failure().message()).isEqualTo(message));
    }

    /** Whatever reached the provider was given up. */
    private void assertAborted() {
        provider.awaitAborted(provider.requestCount(), PATIENCE);
    }

    private static Attempt onlyAttempt(Throwable thrown) {
        return RoutingFailure.of(thrown).orElseThrow().call().attempts().get(0);
    }
}
