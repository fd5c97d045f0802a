package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Router;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.AttemptStarted;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.fallback.TwoProviders.Way;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that has brought nothing for a while is sent to the next candidate as well. */
class HedgeTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Hedge SOON = new Hedge(Duration.ofMillis(50), null, 1);

    private final TwoProviders house = new TwoProviders();

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @EnumSource
    void theFasterAnswersAndTheOtherIsAbortedAndAccountedFor(Way way) {
        house.first.always(FakeReply.text("late").delay(NEVER));
        house.second.when(
                request -> house.first.awaitRequests(1, PATIENCE) != null,
                FakeReply.text("in time").usage(20, 3));
        Router router = house.router(policy -> policy.hedge(SOON));

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("in time");

        house.first.awaitAborted(1, PATIENCE);
        house.bed.settle();
        RoutedCall call = house.calls().get(0);
        assertThat(call).succeeded().answeredBy("second/gpt-second");
        Attempt loser = call.attempts().stream()
                .filter(attempt -> !attempt.succeeded())
                .findFirst()
                .orElseThrow();
        assertThat(loser.failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(loser.usage().estimated()).isTrue();
        assertThat(loser.usage().input()).isPositive();
        assertThat(call.cost().pico())
                .isEqualTo(call.attempts().stream()
                        .mapToLong(attempt -> attempt.cost().pico())
                        .sum());
        assertEverythingHasEnded(router);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstMayStillWin(Way way) {
        house.first.when(request -> house.second.awaitRequests(1, PATIENCE) != null, FakeReply.text("first after all"));
        house.second.always(FakeReply.text("late").delay(NEVER));
        Router router = house.router(policy -> policy.hedge(SOON));

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("first after all");

        house.second.awaitAborted(1, PATIENCE);
        house.bed.settle();
        assertThat(house.calls().get(0)).answeredBy("first/gpt-first");
        assertEverythingHasEnded(router);
    }

    @ParameterizedTest
    @EnumSource
    void aQuickAnswerIsNotHedged(Way way) {
        house.first.always(FakeReply.text("at once"));
        Router router = house.router(policy -> policy.hedge(new Hedge(Duration.ofSeconds(60), null, 1)));

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("at once");

        assertThat(house.second.requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whenOneFailsTheOtherIsWaitedFor(Way way) {
        house.first.always(FakeReply.error(503).delay(Duration.ofMillis(300)));
        house.second.always(FakeReply.text("slow").delay(Duration.ofMillis(600)));
        Router router = house.router(policy -> policy.hedge(SOON));

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("slow");

        house.bed.settle();
        assertThat(house.calls().get(0).attempts()).hasSize(2);
        assertEverythingHasEnded(router);
    }

    @ParameterizedTest
    @EnumSource
    void thePercentileOfRecentCallsSaysWhenToHedge(Way way) {
        house.first.always(FakeReply.text("usual"));
        Router router = house.router(policy -> policy.hedge(new Hedge(null, 90.0, 1)));
        for (int call = 0; call < 5; call++) {
            way.ask(router, "hello");
        }
        int before = house.second.requestCount();
        house.first.always(FakeReply.text("late").delay(NEVER));
        house.second.when(request -> house.first.awaitRequests(6, PATIENCE) != null, FakeReply.text("in time"));

        assertThat(way.ask(router, "hello").aiMessage().text()).isEqualTo("in time");

        assertThat(house.second.requestCount()).isGreaterThan(before);
        house.first.awaitAborted(1, PATIENCE);
    }

    private void assertEverythingHasEnded(Router router) {
        List<AttemptStarted> started = house.bed.events(AttemptStarted.class);
        assertThat(house.bed.events(AttemptEnded.class)).hasSameSizeAs(started);
        assertThat(router.inFlight("first/gpt-first")).isZero();
        assertThat(router.inFlight("second/gpt-second")).isZero();
    }
}
