package dev.signalbox.test.store;

import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.store.redis.RedisRateLimitStore;
import dev.signalbox.router.store.redis.RedisStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisRateLimitStoreTests extends RateLimitStoreContract {

    private static RedisServer server;
    private static RedisStore one;
    private static RedisStore other;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        one = new RedisStore(server.settings());
        other = new RedisStore(server.settings());
    }

    @Override
    protected RateLimitStore emptyStore() {
        one.commands().flushall();
        return new RedisRateLimitStore(one);
    }

    @Override
    protected RateLimitStore anotherNode(RateLimitStore first) {
        return new RedisRateLimitStore(other);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            one.close();
            other.close();
            server.close();
        }
    }
}
