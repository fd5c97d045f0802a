package dev.signalbox.test.fallback;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a deployment does not take goes elsewhere, or waits. */
class LimitTests {

    private static final Deployment PLAIN = Deployment.of("plain/gpt").build();

    private final TestBed bed = new TestBed();
    private final FakeProvider narrow = bed.provider("narrow");
    private final FakeProvider plain = bed.provider("plain");
    private final ExecutorService callers = Executors.newFixedThreadPool(50);
    private final AtomicLong limiterNanos = new AtomicLong();

    @AfterEach
    void close() {
        callers.shutdownNow();
        bed.close();
    }

    @Test
    void neverMoreCallsAtATimeThanItTakes() throws Exception {
        narrow.hold();
        plain.always(FakeReply.text("plain"));
        Router router = router(new Limits(2, null, null), more -> {}, PLAIN);

        List<Future<String>> calls = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            calls.add(callers.submit(() -> router.chatModel().chat("hello")));
        }
        plain.awaitRequests(48, PATIENCE);
        narrow.awaitRequests(2, PATIENCE);

        assertThat(narrow.requestCount()).isEqualTo(2);
        assertThat(router.inFlight("narrow/gpt")).isEqualTo(2);
        assertThat(router.explain(Facts.none())).chose("plain/gpt").excluded("narrow/gpt", Reason.CONCURRENCY);
        narrow.always(FakeReply.text("narrow")).release();
        for (Future<String> call : calls) {
            call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(router.inFlight("narrow/gpt")).isZero();
        assertThat(router.explain(Facts.none())).chose("narrow/gpt");
    }

    @Test
    void aCallWaitsForRoomIfNothingElseIsLeft() throws Exception {
        narrow.always(FakeReply.text("served").delay(Duration.ofMillis(100)));
        Router router = router(new Limits(1, null, null), more -> {});

        List<Future<String>> calls = new ArrayList<>();
        for (int call = 0; call < 5; call++) {
            calls.add(callers.submit(() -> router.chatModel().chat("hello")));
        }

        for (Future<String> call : calls) {
            assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("served");
        }
        assertThat(narrow.requestCount()).isEqualTo(5);
    }

    @Test
    void requestsPerMinuteSpillOverToTheNextCandidate() {
        narrow.always(FakeReply.text("narrow"));
        plain.always(FakeReply.text("plain"));
        Router router = router(new Limits(null, 3, null), limited(), PLAIN);

        List<String> answers = new ArrayList<>();
        for (int call = 0; call < 5; call++) {
            answers.add(router.chatModel().chat("hello"));
        }

        assertThat(answers).containsExactly("narrow", "narrow", "narrow", "plain", "plain");
        assertThat(router.explain(Facts.none())).excluded("narrow/gpt", Reason.RATE_LIMIT);
        limiterNanos.addAndGet(Duration.ofSeconds(20).toNanos());
        assertThat(router.chatModel().chat("hello")).isEqualTo("narrow");
    }

    @Test
    void tokensCountAsTheProviderCountsThem() {
        narrow.always(FakeReply.text("narrow").usage(500, 400));
        plain.always(FakeReply.text("plain"));
        Router router = router(new Limits(null, null, 1_000L), limited(), PLAIN);

        assertThat(router.chatModel().chat("hello")).isEqualTo("narrow");
        assertThat(router.chatModel().chat("hello")).isEqualTo("plain");
    }

    @Test
    void aFailedRequestGivesItsTokensBack() {
        narrow.reply(FakeReply.error(503)).always(FakeReply.text("narrow").usage(500, 400));
        plain.always(FakeReply.text("plain"));
        Router router = router(new Limits(null, null, 1_000L), limited(), PLAIN);

        assertThat(router.chatModel().chat("hello")).isEqualTo("plain");
        assertThat(router.chatModel().chat("hello")).isEqualTo("narrow");
    }

    @Test
    void aCallThatMayNotWaitIsToldWhenToComeBack() {
        narrow.always(FakeReply.text("narrow"));
        Router router = router(new Limits(null, 1, null), limited());
        router.chatModel().chat("hello");

        Throwable thrown = Assertions.catchThrowable(() -> router.chatModel().chat("hello"));

        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
        assertThat(narrow.requestCount()).isEqualTo(1);
    }

    private Consumer<RouterBuilder> limited() {
        return more -> more.rateLimiter(new Bucket4jRateLimiter(limiterNanos::get));
    }

    private Router router(Limits limits, Consumer<RouterBuilder> more, Deployment... others) {
        Deployment first = Deployment.of("narrow/gpt").limits(limits).build();
        List<Deployment> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        Retries patient = new Retries(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(20));
        Policy policy = Policy.of("routine", "m").toBuilder().retries(patient).build();
        return bed.router(Catalogue.of(new Model("m", List.of(), all)), PolicySet.of(policy), more);
    }
}
