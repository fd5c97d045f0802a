package dev.signalbox.test.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.limit.SharedRateLimiter;
import dev.signalbox.router.limit.SharedRateLimiter.OnFailure;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.router.store.jdbc.JdbcRateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.redis.RedisRateLimitStore;
import dev.signalbox.router.store.redis.RedisStore;
import dev.signalbox.test.store.PostgresServer;
import dev.signalbox.test.store.RedisServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import lombok.extern.slf4j.Slf4j;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls take a shared limit in a second, beside raw round trips to the same store. */
@Slf4j
@Tag("trials")
class SharedLimitSpeedTests {

    private static final int THREADS = 16;
    private static final int ROUNDS = 500;
    private static final Limits WIDE = new Limits(null, Integer.MAX_VALUE, 1_000_000_000L);

    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService askers = Executors.newCachedThreadPool();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        askers.shutdownNow();
    }

    @Test
    void inMemory() throws Exception {
        measure("memory", new Bucket4jRateLimiter(System::nanoTime), thread -> {});
    }

    @Test
    void inPostgres() throws Exception {
        try (EmbeddedPostgres server = PostgresServer.start();
                JdbcStore store = jdbc(server.getJdbcUrl("postgres", "postgres"))) {
            measure(
                    "postgres",
                    shared(new JdbcRateLimitStore(store, InstantSource.system())),
                    thread -> store.jdbc().queryForObject("select 1", Integer.class));
        }
    }

    @Test
    void inSqlite() throws Exception {
        try (JdbcStore store = jdbc("jdbc:sqlite:" + folder.resolve("signalbox.db"))) {
            measure(
                    "sqlite",
                    shared(new JdbcRateLimitStore(store, InstantSource.system())),
                    thread -> store.jdbc().queryForObject("select 1", Integer.class));
        }
    }

    @Test
    void inRedis() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisStore store = new RedisStore(server.settings())) {
            measure(
                    "redis",
                    shared(new RedisRateLimitStore(store)),
                    thread -> store.commands().ping());
        }
    }

    private static JdbcStore jdbc(String url) {
        return new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofMinutes(1)));
    }

    private RateLimiter shared(RateLimitStore store) {
        return new SharedRateLimiter(
                store,
                new SharedRateLimiter.Settings(Duration.ofMinutes(1), OnFailure.REFUSE),
                askers,
                System::nanoTime);
    }

    private void measure(String store, RateLimiter limiter, IntConsumer roundTrip) throws Exception {
        perSecond(thread -> take(limiter, "warm " + thread));
        long raw = perSecond(roundTrip);
        long apart = perSecond(thread -> take(limiter, "tenant " + thread));
        long together = perSecond(thread -> take(limiter, "all"));

        log.info(
                "{}: {} raw round trips, {} takes of {} accounts, {} takes of one account in a second",
                store,
                raw,
                apart,
                THREADS,
                together);
    }

    private static void take(RateLimiter limiter, String account) {
        assertThat(limiter.tryAcquire(account, WIDE, 10)).isZero();
    }

    private long perSecond(IntConsumer work) throws Exception {
        long begun = System.nanoTime();
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            done.add(callers.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    work.accept(number);
                }
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        return (long) THREADS * ROUNDS * Duration.ofSeconds(1).toNanos() / (System.nanoTime() - begun);
    }
}
