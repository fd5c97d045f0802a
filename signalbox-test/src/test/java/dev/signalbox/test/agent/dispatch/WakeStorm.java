package dev.signalbox.test.agent.dispatch;

import static org.awaitility.Awaitility.await;

import dev.signalbox.agent.dispatch.Lease;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Runs that park as soon as they are worked on, and are woken all the time. Time is counted, not measured. */
final class WakeStorm implements SliceWorker {

    private final AtomicLong time = new AtomicLong();
    private final List<Row> rows;
    private final List<RunId> together = new CopyOnWriteArrayList<>();
    private final AtomicInteger slices = new AtomicInteger();

    /** One run: when it was woken last, and when its last slice began. */
    private record Row(RunId run, AtomicLong woken, AtomicLong began, AtomicInteger workers) {}

    WakeStorm(int runs) {
        this.rows = IntStream.range(0, runs)
                .mapToObj(number ->
                        new Row(new RunId("run-" + number), new AtomicLong(), new AtomicLong(), new AtomicInteger()))
                .toList();
    }

    @Override
    public SliceEnd work(RunId run, Lease lease) {
        Row row = rows.get(Integer.parseInt(run.value().substring("run-".length())));
        row.began().accumulateAndGet(time.incrementAndGet(), Math::max);
        slices.incrementAndGet();
        if (row.workers().incrementAndGet() > 1) {
            together.add(run);
        }
        pause();
        row.workers().decrementAndGet();
        return ThreadLocalRandom.current().nextInt(4) == 0 ? new SliceEnd.Done() : new SliceEnd.Parked(null);
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000));
    }

    /** In each round every run is woken by some threads, and a slice must begin after each wake-up. */
    void rage(int rounds, int threads, List<? extends RunDispatcher> dispatchers) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < rounds; round++) {
                executor.invokeAll(wakers(threads, dispatchers));
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(1))
                        .until(this::followed);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Callable<Void>> wakers(int threads, List<? extends RunDispatcher> dispatchers) {
        List<Callable<Void>> wakers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            RunDispatcher dispatcher = dispatchers.get(thread % dispatchers.size());
            wakers.add(() -> {
                for (Row row : rows) {
                    pause();
                    row.woken().accumulateAndGet(time.incrementAndGet(), Math::max);
                    dispatcher.wake(row.run());
                }
                return null;
            });
        }
        return wakers;
    }

    private boolean followed() {
        return rows.stream().allMatch(row -> row.began().get() > row.woken().get());
    }

    /** Runs that two worked on at once. */
    List<RunId> together() {
        return together;
    }

    int slices() {
        return slices.get();
    }
}
