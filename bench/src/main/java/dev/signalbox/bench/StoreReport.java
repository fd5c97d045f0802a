package dev.signalbox.bench;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetClaim;
import dev.signalbox.router.budget.BudgetReservation;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.LeasedBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.router.store.redis.RedisBudgetStore;
import dev.signalbox.router.store.redis.RedisSettings;
import dev.signalbox.router.store.redis.RedisStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reserving and settling at each store of budgets beside a bare round trip to it, with one thread and with sixteen, in one
 * run: what is printed is pairs a second, and how many round trips one pair takes.
 */
public final class StoreReport {

    private static final Duration WARM = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final int SLICE = 2;
    private static final String OWNER = "bench";
    private static final BudgetSpan SPAN = new BudgetSpan(0, 0);
    /** So large that it never refuses, so small that slices are of use. */
    private static final long LIMIT = 1_000_000_000_000_000L;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong ids = new AtomicLong();

    private StoreReport() {}

    /**
     * Runs.
     *
     * @param arguments the address of a Redis; without one it is left out
     */
    public static void main(String[] arguments) throws Exception {
        StoreReport report = new StoreReport();
        System.out.println("| store | threads | round trips/s | reserve + settle/s | ratio | with slices of " + SLICE
                + " %/s | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        report.memory();
        report.sqlite();
        report.postgres();
        if (arguments.length > 0) {
            report.redis(arguments[0]);
        }
        report.scheduler.shutdownNow();
        report.threads.shutdownNow();
    }

    private void memory() throws Exception {
        measure("memory", () -> {}, new MemoryBudgetStore(System::nanoTime));
    }

    private void sqlite() throws Exception {
        Path file = Files.createTempDirectory("stores").resolve("bench.db");
        database("SQLite", "jdbc:sqlite:" + file);
    }

    private void postgres() throws Exception {
        try (EmbeddedPostgres server = start()) {
            database("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
        }
    }

    /** As it is installed: what is committed is on the disk. */
    private static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private void database(String name, String url) throws Exception {
        try (JdbcStore database = new JdbcStore(new JdbcSettings(url, null, null, 16, Duration.ofSeconds(30)))) {
            Runnable trip = () -> database.jdbc().queryForObject("select 1", Integer.class);
            measure(name, trip, new JdbcBudgetStore(database));
        }
    }

    private void redis(String url) throws Exception {
        try (RedisStore redis = new RedisStore(new RedisSettings(url, null, null, Duration.ofSeconds(10)))) {
            measure("Redis", () -> redis.commands().ping(), new RedisBudgetStore(redis));
        }
    }

    private void measure(String name, Runnable trip, BudgetStore store) throws Exception {
        for (int count : List.of(1, 16)) {
            store.heartbeat(OWNER, Duration.ofMinutes(10));
            double trips = rate(count, trip);
            double pairs = rate(count, () -> pair(store));
            LeasedBudgetStore leased = new LeasedBudgetStore(
                    store,
                    new LeasedBudgetStore.Settings(SLICE, Duration.ofMillis(500)),
                    new LeasedBudgetStore.Threads(scheduler, threads, System::nanoTime));
            leased.heartbeat(OWNER, Duration.ofMinutes(10));
            double sliced = rate(count, () -> pair(leased));
            leased.close();
            System.out.printf(
                    "| %s | %d | %,.0f | %,.0f | %.2f | %,.0f | %.2f |%n",
                    name, count, trips, pairs, trips / pairs, sliced, trips / sliced);
        }
    }

    /** One attempt under two budgets, that of its tenant and that of all. */
    private void pair(BudgetStore store) {
        long number = ids.incrementAndGet();
        String id = "r-" + number;
        store.reserve(new BudgetReservation(
                id, OWNER, List.of(claim("all", ""), claim("tenant-day", "t" + number % 50))));
        store.settle(id, List.of(70_000L, 70_000L), true);
    }

    private static BudgetClaim claim(String budget, String subject) {
        return new BudgetClaim(new BudgetAccount(budget, subject), SPAN, LIMIT, true, 100_000);
    }

    private double rate(int count, Runnable work) throws Exception {
        run(count, work, WARM);
        return run(count, work, MEASURED);
    }

    private double run(int count, Runnable work, Duration length) throws Exception {
        LongAdder done = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < count; thread++) {
            running.add(threads.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    work.run();
                    done.increment();
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        return done.sum() * 1e9 / (System.nanoTime() - begin);
    }
}
