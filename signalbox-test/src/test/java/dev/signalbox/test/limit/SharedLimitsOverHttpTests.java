package dev.signalbox.test.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.limit.SharedRateLimiter;
import dev.signalbox.router.limit.SharedRateLimiter.OnFailure;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Scope;
import dev.signalbox.router.resilience.RateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcRateLimitStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers that count in one database file, up to the provider. Time stands still. */
class SharedLimitsOverHttpTests {

    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("hello")).build();
    private static final RateLimit TENANT_MINUTE =
            new RateLimit("tenant-minute", Scope.of("tenant"), new Limits(null, 3, null));

    @TempDir
    private Path folder;

    private final TestBed bed = new TestBed();
    private final FakeProvider first = bed.provider("first");
    private final FakeProvider second = bed.provider("second");
    private final ExecutorService askers = Executors.newCachedThreadPool();
    private JdbcStore database;
    private volatile boolean down;

    @BeforeEach
    void open() {
        first.always(FakeReply.text("first"));
        second.always(FakeReply.text("second"));
        database = new JdbcStore(new JdbcSettings(
                "jdbc:sqlite:" + folder.resolve("signalbox.db"), null, null, 8, Duration.ofMinutes(1)));
    }

    @AfterEach
    void close() {
        bed.close();
        askers.shutdownNow();
        database.close();
    }

    /** The database, which may be away. */
    private final class Store implements RateLimitStore {

        private final RateLimitStore real =
                new JdbcRateLimitStore(database, InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)));

        @Override
        public void update(String account, Change change) {
            if (down) {
                throw new IllegalStateException("the database is away");
            }
            real.update(account, change);
        }

        @Override
        public void deleteExpired() {
            real.deleteExpired();
        }
    }

    private Router router(OnFailure onFailure, Limits ofFirst, RateLimit... limits) {
        Model both = Model.of(
                "m",
                Deployment.of("first/gpt").limits(ofFirst).build(),
                Deployment.of("second/gpt").build());
        Retries none = new Retries(0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        Policy routine = Policy.of("routine", "m").toBuilder().retries(none).build();
        SharedRateLimiter limiter = new SharedRateLimiter(
                new Store(),
                new SharedRateLimiter.Settings(Duration.ofMinutes(1), onFailure),
                askers,
                System::nanoTime);
        return bed.router(Catalogue.of(both), PolicySet.of(routine), builder -> {
            builder.rateLimiter(limiter);
            for (RateLimit limit : limits) {
                builder.rateLimit(limit);
            }
        });
    }

    @Test
    void routersCountTheCallsOfATenantTogether() {
        Router one = router(OnFailure.REFUSE, Limits.NONE, TENANT_MINUTE);
        Router other = router(OnFailure.REFUSE, Limits.NONE, TENANT_MINUTE);
        one.chat(HELLO, Facts.tenant("acme"));
        other.chat(HELLO, Facts.tenant("acme"));
        one.chat(HELLO, Facts.tenant("acme"));

        Throwable refused = catchThrowable(() -> other.chat(HELLO, Facts.tenant("acme")));

        assertThat(refused).isInstanceOf(RateLimitExceededException.class);
        assertThat(RoutingFailure.of(refused).orElseThrow().retryAfter()).hasValue(Duration.ofSeconds(20));
        assertThat(first.requestCount()).isEqualTo(3);
    }

    @Test
    void routersCountTheRequestsOfADeploymentTogether() {
        Limits two = new Limits(null, 2, null);
        Router one = router(OnFailure.REFUSE, two);
        Router other = router(OnFailure.REFUSE, two);

        for (int call = 0; call < 3; call++) {
            one.chat(HELLO, Facts.none());
            other.chat(HELLO, Facts.none());
        }

        assertThat(first.requestCount()).isEqualTo(2);
        assertThat(second.requestCount()).isEqualTo(4);
    }

    @Test
    void whileTheStoreIsAwayCallsUnderALimitAreRefusedAndOthersGoOn() {
        Router router = router(OnFailure.REFUSE, Limits.NONE, TENANT_MINUTE);
        Recording recording = new Recording();
        down = true;

        Throwable refused = catchThrowable(() -> router.chat(HELLO, Facts.tenant("acme")));
        router.chat(HELLO, Facts.none());
        router.streamingChatModel().chat(HELLO, recording);

        assertThat(refused)
                .isInstanceOf(RateLimitException.class)
                .isNotInstanceOf(RateLimitExceededException.class)
                .hasMessageContaining("the store of rate limits has failed")
                .hasMessageContaining("signalbox.stores.rate-limits.on-failure: allow");
        assertThat(RoutingFailure.of(refused).orElseThrow().retryAfter()).isPresent();
        assertThat(recording.response().aiMessage().text()).isEqualTo("first");
        assertThat(first.requestCount()).isEqualTo(2);
    }

    @Test
    void whileTheStoreIsAwayADeploymentWithLimitsIsLeftOut() {
        Router router = router(OnFailure.REFUSE, new Limits(null, 100, null));
        down = true;

        String answer = router.chat(HELLO, Facts.none()).response().aiMessage().text();

        assertThat(answer).isEqualTo("second");
        assertThat(first.requestCount()).isZero();
    }

    @Test
    void ifSetSoCallsGoOnWhileTheStoreIsAway() {
        Router router = router(OnFailure.ALLOW, new Limits(null, 1, null), TENANT_MINUTE);
        down = true;

        for (int call = 0; call < 5; call++) {
            router.chat(HELLO, Facts.tenant("acme"));
        }

        assertThat(first.requestCount()).isEqualTo(5);
    }
}
