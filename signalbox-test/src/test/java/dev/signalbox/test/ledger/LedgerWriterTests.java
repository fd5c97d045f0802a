package dev.signalbox.test.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.store.memory.MemoryLedger;
import dev.signalbox.router.usage.Cost;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerCursor;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerOutcome;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.router.usage.Usage;
import dev.signalbox.test.FakeClockwork;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerWriterTests {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final FakeClockwork time = new FakeClockwork();
    private final Store store = new Store();

    /** A ledger that can be away, and that remembers its batches. */
    private static final class Store implements Ledger {

        private final MemoryLedger memory = new MemoryLedger(100_000);
        private final List<Integer> batches = new ArrayList<>();
        private volatile boolean away;
        private volatile @Nullable CountDownLatch slow;

        @Override
        public void write(List<LedgerEntry> entries) {
            CountDownLatch latch = slow;
            if (latch != null) {
                await(latch);
            }
            if (away) {
                throw new IllegalStateException("away");
            }
            batches.add(entries.size());
            memory.write(entries);
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<LedgerEntry> entries(LedgerQuery query, @Nullable LedgerCursor after, int max) {
            return memory.entries(query, after, max);
        }

        @Override
        public List<LedgerTotal> totals(LedgerQuery query, List<LedgerDimension> by, ZoneId zone, int max) {
            return memory.totals(query, by, zone, max);
        }

        @Override
        public long deleteBefore(Instant before) {
            return memory.deleteBefore(before);
        }

        int records() {
            return memory.entries(LedgerQuery.attempts(), null, 1_000_000).size();
        }
    }

    private LedgerWriter writer(int capacity, @Nullable Duration retention) {
        Clockwork parts = time.clockwork();
        return new LedgerWriter(
                store,
                new LedgerWriter.Threads(parts.scheduler(), parts.executor(), parts.instants(), parts.nanos()),
                capacity,
                retention);
    }

    private LedgerEntry record(int number) {
        return LedgerEntry.builder()
                .time(time.clockwork().instants().instant())
                .callId("c-" + number)
                .attempt(1)
                .policy("routine")
                .caller(LedgerCaller.UNKNOWN)
                .usage(Usage.NONE)
                .cost(Cost.ZERO)
                .latency(Duration.ZERO)
                .outcome(LedgerOutcome.OK)
                .build();
    }

    private void add(LedgerWriter writer, int from, int to) {
        IntStream.range(from, to).forEach(number -> writer.add(record(number)));
    }

    @Test
    void writesWhatWaitsAfterAPauseAndInOneBatch() {
        LedgerWriter writer = writer(1_000, null);
        add(writer, 0, 3);
        assertThat(store.batches).isEmpty();

        time.advance(PAUSE);

        assertThat(store.batches).containsExactly(3);
        assertThat(writer.waiting()).isZero();
    }

    @Test
    void writesAsSoonAsABatchIsFull() {
        LedgerWriter writer = writer(1_000, null);

        add(writer, 0, 500);

        assertThat(store.batches).containsExactly(500);
    }

    @Test
    void letsRecordsWaitWhileTheLedgerIsAwayAndWritesEachOnceWhenItIsBack() {
        LedgerWriter writer = writer(10_000, null);
        store.away = true;
        add(writer, 0, 700);
        time.advance(PAUSE.multipliedBy(5));
        assertThat(store.records()).isZero();
        assertThat(writer.failures()).isGreaterThanOrEqualTo(5);

        store.away = false;
        add(writer, 700, 1_200);
        time.advance(PAUSE);

        assertThat(store.records()).isEqualTo(1_200);
        assertThat(writer.dropped()).isZero();
    }

    @Test
    void dropsAndCountsWhatThereIsNoRoomFor() {
        LedgerWriter writer = writer(100, null);
        store.away = true;

        add(writer, 0, 130);

        assertThat(writer.dropped()).isEqualTo(30);
        store.away = false;
        time.advance(PAUSE);
        assertThat(store.records()).isEqualTo(100);
    }

    @Test
    void letsNobodyWaitForALedgerThatIsSlow() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            time.executor(threads);
            CountDownLatch slow = new CountDownLatch(1);
            store.slow = slow;
            LedgerWriter writer = writer(10_000, null);

            add(writer, 0, 2_000); // would never come back if it waited for the ledger

            slow.countDown();
            writer.close();
            assertThat(store.records()).isEqualTo(2_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void writesWhatWaitsBeforeTheEnd() {
        LedgerWriter writer = writer(10_000, null);
        add(writer, 0, 42);

        writer.close();

        assertThat(store.records()).isEqualTo(42);
        assertThat(writer.dropped()).isZero();
    }

    @Test
    void saysWhatIsLostIfTheLedgerIsAwayAtTheEnd() {
        LedgerWriter writer = writer(10_000, null);
        store.away = true;
        add(writer, 0, 42);

        writer.close();

        assertThat(writer.dropped()).isEqualTo(42);
    }

    @Test
    void takesNothingAfterTheEnd() {
        LedgerWriter writer = writer(10_000, null);
        writer.close();

        writer.add(record(1));

        assertThat(writer.dropped()).isOne();
    }

    @Test
    void deletesRecordsWhenTheirTimeIsOver() {
        LedgerWriter writer = writer(10_000, Duration.ofHours(1));
        add(writer, 0, 5);
        time.advance(Duration.ofMinutes(59));
        assertThat(store.records()).isEqualTo(5);

        add(writer, 5, 6);
        time.advance(Duration.ofMinutes(12));

        assertThat(store.records()).isOne();
    }
}
