package dev.signalbox.test;

import static dev.signalbox.router.resilience.FailureKind.TIMEOUT;
import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.partials;
import static dev.signalbox.test.ScriptedReply.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.Dialect;
import dev.signalbox.router.provider.simulated.SimulatedDialect;
import dev.signalbox.router.provider.simulated.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClockworkTests {

    private final FakeClockwork time = new FakeClockwork();
    private final Clockwork parts = time.clockwork();
    private final ScheduledExecutorService scheduler = parts.scheduler();
    private final List<String> fired = new ArrayList<>();
    private final long begun = parts.nanos().getAsLong();

    @Test
    void firesTimersInTheOrderOfTheirTimesEachAtItsOwn() {
        schedule("late", 30);
        schedule("early", 10);
        schedule("as early", 10);
        schedule("too late", 31);

        time.advance(Duration.ofMillis(30));

        assertThat(fired).containsExactly("early at 10", "as early at 10", "late at 30");
        assertThat(parts.nanos().getAsLong() - begun)
                .isEqualTo(Duration.ofMillis(30).toNanos());
        assertThat(time.pendingTimers()).isOne();
    }

    @Test
    void firesTimersThatOtherTimersSet() {
        scheduler.schedule(() -> schedule("second", 5), 5, TimeUnit.MILLISECONDS);

        time.advance(Duration.ofMillis(10));

        assertThat(fired).containsExactly("second at 10");
    }

    @Test
    void firesTimersWithoutDelayAtTheNextAdvanceAlsoByZero() {
        scheduler.execute(() -> fired.add("now"));
        assertThat(fired).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(fired).containsExactly("now");
    }

    @Test
    void doesNotFireCancelledTimers() {
        ScheduledFuture<?> timer = schedule("never", 1);

        timer.cancel(false);
        time.advance(Duration.ofMillis(1));

        assertThat(fired).isEmpty();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void firesAgainAndAgainUntilCancelled() {
        ScheduledFuture<?> rate = scheduler.scheduleAtFixedRate(at("rate"), 10, 10, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> delay = scheduler.scheduleWithFixedDelay(at("delay"), 15, 15, TimeUnit.MILLISECONDS);

        time.advance(Duration.ofMillis(30));
        rate.cancel(false);
        delay.cancel(false);
        time.advance(Duration.ofMillis(30));

        assertThat(fired).containsExactly("rate at 10", "delay at 15", "rate at 20", "delay at 30", "rate at 30");
    }

    @Test
    void keepsWhatATimerThrowsInItsFuture() throws Exception {
        ScheduledFuture<?> failing = scheduler.schedule(
                () -> {
                    throw new IllegalStateException("no");
                },
                1,
                TimeUnit.MILLISECONDS);
        Future<String> working = scheduler.schedule(() -> "yes", 1, TimeUnit.MILLISECONDS);

        time.advance(Duration.ofMillis(1));

        assertThatThrownBy(failing::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(working.get()).isEqualTo("yes");
    }

    @Test
    void tellsHowLongATimerWillTake() {
        ScheduledFuture<?> timer = schedule("later", 30);

        time.advance(Duration.ofMillis(10));

        assertThat(timer.getDelay(TimeUnit.MILLISECONDS)).isEqualTo(20);
    }

    @Test
    void dropsItsTimersAndTakesNoMoreWhenStopped() {
        schedule("never", 1);

        assertThat(scheduler.shutdownNow()).hasSize(1);
        time.advance(Duration.ofMillis(1));

        assertThat(fired).isEmpty();
        assertThatThrownBy(() -> schedule("no", 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void sleepingAdvancesTheClockAndFiresWhatFallsDue() throws Exception {
        schedule("meanwhile", 400);

        parts.sleeper().sleep(Duration.ofMillis(500).toNanos());

        assertThat(fired).containsExactly("meanwhile at 400");
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void nobodySleepsWhoIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> parts.sleeper().sleep(1)).isInstanceOf(InterruptedException.class);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void runsAttemptsOnTheCallersThreadUnlessGivenAnExecutor() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor(task -> new Thread(task, "other"));

        Future<String> here =
                parts.executor().submit(() -> Thread.currentThread().getName());
        Future<String> there = new FakeClockwork()
                .executor(other)
                .clockwork()
                .executor()
                .submit(() -> Thread.currentThread().getName());

        assertThat(here.get()).isEqualTo(Thread.currentThread().getName());
        assertThat(there.get(10, TimeUnit.SECONDS)).isEqualTo("other");
        other.shutdown();
    }

    @Test
    void hidesTheCallersInterruptionFromAnAttemptOnItsThread() throws Exception {
        Thread.currentThread().interrupt();

        Future<Boolean> seen =
                parts.executor().submit(() -> Thread.currentThread().isInterrupted());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen.get()).isFalse();
    }

    @Test
    void drawsTheMiddleUnlessToldOtherwise() {
        DoubleSupplier given = new FakeClockwork().random(0.1, 0.9).clockwork().random();

        assertThat(List.of(parts.random().getAsDouble(), parts.random().getAsDouble()))
                .containsExactly(0.5, 0.5);
        assertThat(List.of(given.getAsDouble(), given.getAsDouble(), given.getAsDouble()))
                .containsExactly(0.1, 0.9, 0.9);
        assertThat(new FakeClockwork().seed(7).clockwork().random().getAsDouble())
                .isEqualTo(new FakeClockwork().seed(7).clockwork().random().getAsDouble());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void refusesToDrawWhatIsOutOfRange(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> time.random(number))
                .withMessage("A number to draw is " + number + ". It must be in [0, 1).");
    }

    @Test
    void letsARouterBackOffWithoutWaiting() {
        ScriptedChatModel far =
                new ScriptedChatModel().reply(error(500), error(500)).always(text("at last"));
        Router router = Houses.router()
                .client(Houses.FAR, far, far.streaming())
                .client(Houses.NEAR, far, far.streaming())
                .clockwork(time.clockwork())
                .build();

        String answer = router.policy("best").chat("?");

        assertThat(answer).isEqualTo("at last");
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void letsAStreamMissItsFirstTokenAndGoOnElsewhereOnOneThread() {
        Gate gate = Gate.closed();
        ScriptedStreamingChatModel far =
                new ScriptedStreamingChatModel().reply(text("too late").heldBy(gate));
        ScriptedStreamingChatModel near = new ScriptedStreamingChatModel().reply("in time");
        RecordingHandler handler = new RecordingHandler();
        List<RoutedCall> calls = new ArrayList<>();
        Router router = router(far, near, calls);

        router.streamingChatModel().chat("?", handler);
        time.advance(Duration.ofMillis(2_999));
        assertThat(handler.told).isEmpty();
        time.advance(Duration.ofMillis(1));
        gate.open();

        assertThat(handler.told).containsExactly("in ", "time", "complete in time STOP");
        assertThat(far.aborted()).isOne();
        SignalboxAssertions.assertThat(calls.get(0))
                .tried(Houses.FAR, Houses.NEAR)
                .after(TIMEOUT)
                .answeredBy(Houses.NEAR);
    }

    @Test
    void letsAStreamStallAfterItsFirstToken() {
        ScriptedStreamingChatModel far =
                new ScriptedStreamingChatModel().reply(partials("half", " done").heldAfter(1, Gate.closed()));
        RecordingHandler handler = new RecordingHandler();
        List<RoutedCall> calls = new ArrayList<>();
        Router router = router(far, new ScriptedStreamingChatModel(), calls);

        router.streamingChatModel().chat("?", handler);
        time.advance(Duration.ofSeconds(1));

        assertThat(handler.told).hasSize(2).startsWith("half").last().asString().startsWith("error");
        SignalboxAssertions.assertThat(calls.get(0)).failedWith(TIMEOUT);
    }

    @Test
    void letsSimulatedDeploymentsTakeTheirTimeWithoutTakingAny() {
        Simulation slow = Simulation.builder().latency(Duration.ofSeconds(2)).build();
        Dialect simulated = new SimulatedDialect(deployment -> slow, parts);
        Router router = Houses.router(simulated).clockwork(parts).build();
        RecordingHandler handler = new RecordingHandler();

        router.streamingChatModel().chat("?", handler);

        assertThat(handler.told).last().asString().startsWith("complete");
        assertThat(parts.nanos().getAsLong() - begun)
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    private Router router(ScriptedStreamingChatModel far, ScriptedStreamingChatModel near, List<RoutedCall> calls) {
        return Houses.router()
                .client(Houses.FAR, new ScriptedChatModel(), far)
                .client(Houses.NEAR, new ScriptedChatModel(), near)
                .listener(event -> {
                    if (event instanceof CallEnded ended) {
                        calls.add(ended.call());
                    }
                })
                .clockwork(time.clockwork())
                .build();
    }

    private ScheduledFuture<?> schedule(String name, long millis) {
        return scheduler.schedule(at(name), millis, TimeUnit.MILLISECONDS);
    }

    private Runnable at(String name) {
        return () -> fired.add(name + " at " + (time.clock().nanos() - begun) / 1_000_000);
    }
}
