package dev.signalbox.test.limit;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, many threads each, one store, within one minute that stands still. */
class SharedLimitTests {

    private static final int THREADS = 64;
    private static final int ROUNDS = 20;
    private static final String ID = "rate-limit tenant acme";
    private static final long NOW = 1_800_000_000_000_000_000L;

    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService askers = Executors.newCachedThreadPool();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        askers.shutdownNow();
    }

    /** The same store, in which no time passes. */
    private record Still(RateLimitStore store) implements RateLimitStore {

        @Override
        public void update(String account, Change change) {
            store.update(account, (kept, nanos) -> change.apply(kept, NOW));
        }

        @Override
        public void deleteExpired() {}
    }

    private static RateLimiter node(RateLimitStore store, Executor executor) {
        SharedRateLimiter.Settings patient = new SharedRateLimiter.Settings(Duration.ofMinutes(2), OnFailure.REFUSE);
        return new SharedRateLimiter(new Still(store), patient, executor, System::nanoTime);
    }

    @Test
    void inPostgres() throws Exception {
        try (EmbeddedPostgres server = PostgresServer.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            grantsExactlyTheLimit(() -> jdbc(url));
        }
    }

    @Test
    void inSqlite() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("signalbox.db");

        grantsExactlyTheLimit(() -> jdbc(url));
    }

    @Test
    void inRedis() throws Exception {
        try (RedisServer server = RedisServer.start()) {
            grantsExactlyTheLimit(() -> {
                RedisStore redis = new RedisStore(server.settings());
                return new Opened(redis, new RedisRateLimitStore(redis));
            });
        }
    }

    private record Opened(AutoCloseable connection, RateLimitStore store) {}

    private static Opened jdbc(String url) {
        JdbcStore store = new JdbcStore(new JdbcSettings(url, null, null, 8, Duration.ofMinutes(2)));
        return new Opened(store, new JdbcRateLimitStore(store, InstantSource.system()));
    }

    private void grantsExactlyTheLimit(Supplier<Opened> opened) throws Exception {
        Opened one = opened.get();
        Opened other = opened.get();
        try (AutoCloseable first = one.connection();
                AutoCloseable second = other.connection()) {
            List<RateLimiter> nodes = List.of(node(one.store(), askers), node(other.store(), askers));

            grantsExactlyTheRequests(nodes);
            whatIsSettledAddsUp(nodes, node(one.store(), Runnable::run));

            assertThat(List.of(first, second)).hasSize(2);
        }
    }

    private void grantsExactlyTheRequests(List<RateLimiter> nodes) throws Exception {
        Limits limits = new Limits(null, 300, 1_000_000L);

        long granted = sum(nodes, node -> node.tryAcquire(ID, limits, 7) == 0 ? 1 : 0);

        assertThat(granted).isEqualTo(300);
    }

    private void whatIsSettledAddsUp(List<RateLimiter> nodes, RateLimiter asking) throws Exception {
        Limits limits = new Limits(null, null, 1_000_000L);

        long granted = sum(nodes, node -> {
            if (node.tryAcquire(ID, limits, 100) > 0) {
                return 0;
            }
            node.settle(ID, limits, 100, 130);
            return 1;
        });
        askers.shutdown();
        assertThat(askers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();

        assertThat(granted).isEqualTo((long) THREADS * ROUNDS);
        assertThat(asking.tryAcquire(ID, limits, 1_000_000 - 130 * granted)).isZero();
        assertThat(asking.tryAcquire(ID, limits, 1)).isPositive();
    }

    /** What all threads together got, half of them at each node. */
    private long sum(List<RateLimiter> nodes, ToLongFunction<RateLimiter> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Long>> sums = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            RateLimiter node = nodes.get(thread % nodes.size());
            sums.add(callers.submit(() -> {
                start.await();
                long sum = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    sum += work.applyAsLong(node);
                }
                return sum;
            }));
        }
        long sum = 0;
        for (Future<Long> one : sums) {
            sum += one.get();
        }
        return sum;
    }
}
