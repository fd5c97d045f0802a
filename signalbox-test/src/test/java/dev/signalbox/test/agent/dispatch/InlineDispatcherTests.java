package dev.signalbox.test.agent.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.test.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineDispatcherTests {

    private static final RunId ONE = new RunId("one");
    private static final RunId TWO = new RunId("two");

    private final FakeClock clock = new FakeClock();
    private final InlineDispatcher dispatcher = new InlineDispatcher(clock);
    private final List<RunId> slices = new ArrayList<>();

    private void start(SliceEnd end) {
        dispatcher.start((run, lease) -> {
            slices.add(run);
            return end;
        });
    }

    @Test
    void worksOnWhatIsDueOnce() {
        dispatcher.submit(ONE, clock.instant());
        dispatcher.submit(TWO, clock.instant().plusSeconds(1));
        dispatcher.submit(ONE, clock.instant());
        start(new SliceEnd.Done());

        assertThat(dispatcher.runDue()).isEqualTo(1);
        assertThat(slices).containsExactly(ONE);
        assertThat(dispatcher.nextDue()).contains(clock.instant().plusSeconds(1));

        clock.advance(Duration.ofSeconds(1));
        assertThat(dispatcher.runDue()).isEqualTo(1);
        assertThat(dispatcher.nextDue()).isEmpty();
        dispatcher.submit(ONE, clock.instant());
        assertThat(dispatcher.runDue()).isEqualTo(1);
    }

    @Test
    void letsAParkedRunRestUntilItIsWoken() {
        start(new SliceEnd.Parked(null));
        dispatcher.submit(ONE, clock.instant());
        dispatcher.runDue();
        dispatcher.submit(ONE, clock.instant());

        assertThat(dispatcher.runDue()).isZero();
        assertThat(dispatcher.nextDue()).isEmpty();
        dispatcher.wake(ONE);
        assertThat(dispatcher.runDue()).isEqualTo(1);
    }

    @Test
    void letsAParkedRunRestUntilItsTime() {
        start(new SliceEnd.Parked(clock.instant().plusSeconds(5)));
        dispatcher.submit(ONE, clock.instant());
        dispatcher.runDue();

        clock.advance(Duration.ofSeconds(4));
        assertThat(dispatcher.runDue()).isZero();
        assertThat(dispatcher.nextDue()).contains(clock.instant().plusSeconds(1));
    }

    @Test
    void beginsAnotherSliceForAWakeUpDuringOne() {
        dispatcher.start((run, lease) -> {
            slices.add(run);
            if (slices.size() < 3) {
                dispatcher.wake(run);
            }
            return new SliceEnd.Done();
        });
        dispatcher.wake(ONE);

        assertThat(dispatcher.runDue()).isEqualTo(3);
    }

    @Test
    void letsARunThatAnotherHasGo() {
        start(new SliceEnd.Lost());
        dispatcher.submit(ONE, clock.instant());

        assertThat(dispatcher.runDue()).isEqualTo(1);
        assertThat(dispatcher.nextDue()).isEmpty();
    }

    @Test
    void saysWhatAWorkerThrowsAndKeepsItsRun() {
        dispatcher.start((run, lease) -> {
            throw new IllegalStateException("broken");
        });
        dispatcher.submit(ONE, clock.instant());

        assertThatThrownBy(dispatcher::runDue).hasMessage("broken");
        assertThat(dispatcher.nextDue()).contains(clock.instant());
    }

    @Test
    void asksForTheRunsBackOnceClosed() {
        dispatcher.start((run, lease) -> {
            slices.add(run);
            dispatcher.close();
            return lease.handOver() ? new SliceEnd.Again(clock.instant()) : new SliceEnd.Done();
        });
        dispatcher.submit(ONE, clock.instant());
        dispatcher.submit(TWO, clock.instant());

        assertThat(dispatcher.runDue()).isEqualTo(1);
        assertThat(dispatcher.nextDue()).contains(clock.instant());
    }

    @Test
    void beginsOnce() {
        assertThatThrownBy(dispatcher::runDue)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Start it");
        start(new SliceEnd.Done());
        assertThatThrownBy(() -> start(new SliceEnd.Done()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Start it once");
    }

    @Test
    void worksAtOnceIfItIsEager() {
        InlineDispatcher eager = InlineDispatcher.eager(clock);
        eager.submit(ONE, clock.instant());
        eager.start((run, lease) -> {
            slices.add(run);
            return new SliceEnd.Parked(null);
        });
        assertThat(slices).containsExactly(ONE);

        eager.submit(TWO, clock.instant());
        eager.wake(ONE);

        assertThat(slices).containsExactly(ONE, TWO, ONE);
    }
}
