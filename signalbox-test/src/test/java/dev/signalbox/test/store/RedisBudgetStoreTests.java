package dev.signalbox.test.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.budget.BudgetAccount;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.store.redis.RedisBudgetStore;
import dev.signalbox.router.store.redis.RedisSettings;
import dev.signalbox.router.store.redis.RedisStore;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisBudgetStoreTests extends BudgetStoreContract {

    private static final BudgetAccount ACME = new BudgetAccount("tenant-day", "acme");
    private static final BudgetSpan NOW = new BudgetSpan(1_000, 1_000);

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
    protected BudgetStore emptyStore() {
        one.commands().flushall();
        return new RedisBudgetStore(one);
    }

    @Override
    protected BudgetStore anotherNode(BudgetStore first) {
        return new RedisBudgetStore(other);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            one.close();
            other.close();
            server.close();
        }
    }

    @Test
    void sendsItsScriptsAgainWhenRedisHasForgottenThem() {
        BudgetStore store = emptyStore();
        store.balance(ACME, NOW, 1);

        one.commands().scriptFlush();

        assertThat(store.balance(ACME, NOW, 1).used()).isZero();
    }

    @Test
    void failsWhileRedisIsAwayAndWorksWhenItIsBack() {
        try (RedisServer own = RedisServer.start();
                RedisStore redis = new RedisStore(new RedisSettings(own.url(), null, null, Duration.ofSeconds(5)))) {
            BudgetStore store = new RedisBudgetStore(redis);
            assertThat(store.balance(ACME, NOW, 1).used()).isZero();

            own.stop();
            assertThatThrownBy(() -> store.balance(ACME, NOW, 1))
                    .isInstanceOf(BudgetStoreException.class)
                    .hasMessage("The Redis of the budgets could not read a balance");
            own.run();

            assertThat(workingAgain(store)).isTrue();
        }
    }

    private static boolean workingAgain(BudgetStore store) {
        for (int tries = 0; tries < 3_000; tries++) {
            try {
                store.balance(ACME, NOW, 1);
                return true;
            } catch (BudgetStoreException e) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        return false;
    }

    @Test
    void refusesAnAddressThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> new RedisStore(
                        new RedisSettings("http://me:secret@localhost", null, null, Duration.ofSeconds(1))))
                .hasMessageContaining("redis://host:6379")
                .hasMessageNotContaining("secret");
    }
}
