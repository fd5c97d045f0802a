package dev.signalbox.samples.policies;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.SignalboxAssertions.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.provider.FakeProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recipes for providers that are slow. */
class TimeTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void theSecondProviderIsAskedAfterTwoSecondsAndTheFirstIsGivenUp() throws Exception {
        try (Kitchen kitchen = new Kitchen("hedging", new FakeClockwork().executor(threads))) {
            FakeProvider slow = kitchen.provider("openai").hold();
            Future<RoutedCall> call = begin(kitchen, slow);

            nothingFallsDueWithin(kitchen, Duration.ofMillis(1999));
            kitchen.time.advance(Duration.ofMillis(1));

            assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).answeredBy("anthropic/claude-haiku-4-5");
            slow.awaitAborted(1, PATIENCE);
        }
    }

    @Test
    void theCallEndsWhenItsTimeIsUp() throws Exception {
        try (Kitchen kitchen = new Kitchen("deadline", new FakeClockwork().executor(threads))) {
            FakeProvider slow = kitchen.provider("openai").hold();
            Future<RoutedCall> call = begin(kitchen, slow);

            nothingFallsDueWithin(kitchen, Duration.ofMillis(19_999));
            kitchen.time.advance(Duration.ofMillis(1));

            assertThatThrownBy(() -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            slow.awaitAborted(1, PATIENCE);
        }
    }

    @Test
    void theNextProviderIsAskedWhenAStreamDoesNotBegin() throws Exception {
        try (Kitchen kitchen = new Kitchen("deadline", new FakeClockwork().executor(threads))) {
            FakeProvider slow = kitchen.provider("openai").hold();
            int timers = kitchen.time.pendingTimers();
            CompletableFuture<ChatResponse> end = kitchen.stream("Good morning", new StringBuffer());
            slow.awaitRequests(1, PATIENCE);
            await().atMost(PATIENCE).until(() -> kitchen.time.pendingTimers() > timers);

            nothingFallsDueWithin(kitchen, Duration.ofMillis(2999));
            kitchen.time.advance(Duration.ofMillis(1));

            assertThat(end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .aiMessage()
                            .text())
                    .isEqualTo("I am anthropic.");
        }
    }

    /** A timer that fires is gone at once, while what it sets off is still to come. */
    private static void nothingFallsDueWithin(Kitchen kitchen, Duration time) {
        int timers = kitchen.time.pendingTimers();
        kitchen.time.advance(time);
        assertThat(kitchen.time.pendingTimers()).isGreaterThanOrEqualTo(timers);
    }

    /** Begins a call that waits for a provider, and for its own timer. */
    private Future<RoutedCall> begin(Kitchen kitchen, FakeProvider slow) {
        int timers = kitchen.time.pendingTimers();
        Future<RoutedCall> call = threads.submit(() -> kitchen.call(facts()));
        slow.awaitRequests(1, PATIENCE);
        await().atMost(PATIENCE).until(() -> kitchen.time.pendingTimers() > timers);
        return call;
    }
}
