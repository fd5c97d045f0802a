package dev.signalbox.test.limit;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.limit.Bucket4jRateLimiter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RateLimit;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Scope;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.resilience.RateLimiter;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls under rate limits, up to the provider, who counts what reaches it. Time stands still. */
class RateLimitTests {

    private static final ChatRequest HELLO =
            ChatRequest.builder().messages(UserMessage.from("hello")).build();
    private static final CallFacts ACME = Facts.tenant("acme");
    private static final CallFacts ZENITH = Facts.tenant("zenith");

    private final TestBed bed = new TestBed();
    private final FakeProvider first = bed.provider("first");
    private final FakeProvider second = bed.provider("second");
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimiter limiter = new Bucket4jRateLimiter(nanos::get);

    @BeforeEach
    void answer() {
        first.always(FakeReply.text("first").usage(500, 400));
        second.always(FakeReply.text("second").usage(50, 40));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private static RateLimit requests(String name, String per, int perMinute) {
        return new RateLimit(name, Scope.of(per), new Limits(null, perMinute, null));
    }

    private static RateLimit tokens(String name, String per, long perMinute) {
        return new RateLimit(name, Scope.of(per), new Limits(null, null, perMinute));
    }

    private Router router(RateLimit... limits) {
        return router(policy -> policy, more -> List.of(limits).forEach(more::rateLimit));
    }

    private Router router(UnaryOperator<Policy.PolicyBuilder> policy, Consumer<RouterBuilder> more) {
        Model both = Model.of(
                "m",
                Deployment.of("first/gpt").build(),
                Deployment.of("second/gpt").build());
        Policy.PolicyBuilder routine = Policy.of("routine", "m").toBuilder()
                .retries(new Retries(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        return bed.router(
                Catalogue.of(both, Model.of("copy", Deployment.of("copy/gpt").build())),
                PolicySet.of(policy.apply(routine).build()),
                builder -> {
                    builder.rateLimiter(limiter);
                    more.accept(builder);
                });
    }

    private static void call(Router router, CallFacts facts, int times) {
        for (int call = 0; call < times; call++) {
            router.chat(HELLO, facts);
        }
    }

    private static RateLimitExceededException refused(Router router, CallFacts facts) {
        return catchThrowableOfType(RateLimitExceededException.class, () -> router.chat(HELLO, facts));
    }

    @Test
    void whatIsRefusedReachesNoProvider() {
        Router router = router(requests("tenant-minute", "tenant", 3));
        call(router, ACME, 3);

        RateLimitExceededException refused = refused(router, ACME);

        assertThat(refused)
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining(
                        "the rate limit 'tenant-minute' (3 requests per minute per tenant) is reached for 'acme', again in"
                                + " 20000 ms");
        assertThat(refused.limitName()).isEqualTo("tenant-minute");
        assertThat(refused.scope()).isEqualTo(Scope.of("tenant"));
        assertThat(refused.subject()).isEqualTo("acme");
        assertThat(refused.limit().requestsPerMinute()).isEqualTo(3);
        assertThat(refused.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(refused.retryAfter()).hasValue(Duration.ofSeconds(20));
        assertThat(refused.call().attempts()).isEmpty();
        assertThat(first.requestCount() + second.requestCount()).isEqualTo(3);
    }

    @Test
    void othersAndThoseWhoSayNothingAreNotConcerned() {
        Router router = router(requests("tenant-minute", "tenant", 1));
        call(router, ACME, 1);

        call(router, ZENITH, 1);
        call(router, Facts.none(), 5);

        assertThat(refused(router, ACME)).isNotNull();
        assertThat(first.requestCount()).isEqualTo(7);
    }

    @Test
    void afterTheTimeItNamesACallIsLetThrough() {
        Router router = router(requests("all", "global", 2));
        call(router, ACME, 2);
        RateLimitExceededException refused = refused(router, ZENITH);

        nanos.addAndGet(refused.retryAfter().orElseThrow().toNanos());

        call(router, ZENITH, 1);
        assertThat(first.requestCount()).isEqualTo(3);
    }

    @Test
    void aStreamIsRefusedOnce() {
        Router router = router(policy -> policy, more -> more.rateLimit(requests("all", "global", 1)));
        call(router, ACME, 1);
        Recording recording = new Recording();

        router.streamingChatModel().chat(HELLO, recording);

        assertThat(recording.error()).isInstanceOf(RateLimitExceededException.class);
        assertThat(recording.ends()).isOne();
        assertThat(recording.texts()).isEmpty();
        assertThat(first.requestCount()).isEqualTo(1);
    }

    @Test
    void aCallCountsOnceWhateverItTries() {
        first.always(FakeReply.error(503));
        Router router = router(requests("all", "global", 2));

        call(router, ACME, 2);

        assertThat(first.requestCount() + second.requestCount()).isGreaterThan(2);
        assertThat(refused(router, ACME)).isNotNull();
    }

    @Test
    void tokensCountAsAllAttemptsUsedThem() {
        Router router = router(tokens("all", "global", 1_000));

        call(router, ACME, 1);

        assertThat(refused(router, ACME).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        call(router, ACME, 1);
    }

    @Test
    void whatAFailedCallDidNotUseComesBack() {
        first.always(FakeReply.error(503));
        second.always(FakeReply.error(503));
        Router router = router(tokens("all", "global", 600));

        for (int call = 0; call < 10; call++) {
            assertThat(catchThrowable(() -> router.chat(HELLO, ACME)))
                    .isNotInstanceOf(RateLimitExceededException.class);
        }
    }

    @Test
    void aStreamThatIsCancelledSettlesWhatItBrought() {
        first.always(FakeReply.text("one two three four").stallAfter(2));
        Router router = router(tokens("all", "global", 600));

        router.streamingChatModel().chat(HELLO, new CancelledAtOnce());
        bed.await(RouterEvent.CallEnded.class, 1);

        assertThat(limiter.tryAcquire(
                        "rate-limit all ",
                        new Limits(null, null, 600L),
                        600 - bed.calls().get(0).usage().total()))
                .isZero();
        assertThat(limiter.tryAcquire("rate-limit all ", new Limits(null, null, 600L), 1))
                .isPositive();
    }

    @Test
    void nothingCountsWhereNothingCouldBeTried() {
        Router router = router(requests("all", "global", 1));
        router.drain("first/gpt");
        router.drain("second/gpt");

        assertThatThrownBy(() -> router.chat(HELLO, ACME)).isNotInstanceOf(RateLimitExceededException.class);
        router.resume("first/gpt");

        call(router, ACME, 1);
    }

    @Test
    void whatOneLimitRefusesCountsUnderNoOther() {
        Router router = router(requests("user-minute", "user", 5), requests("tenant-minute", "tenant", 1));
        call(router, ACME.user("ann"), 1);

        for (int call = 0; call < 10; call++) {
            assertThat(refused(router, ACME.user("ann")).limitName()).isEqualTo("tenant-minute");
        }

        call(router, Facts.user("ann"), 4);
        assertThat(refused(router, Facts.user("ann")).limitName()).isEqualTo("user-minute");
    }

    @Test
    void ofSeveralThatAreReachedTheLatestIsNamed() {
        Router router = router(requests("user-minute", "user", 2), requests("tenant-minute", "tenant", 1));
        call(router, Facts.user("ann"), 2);
        call(router, ACME, 1);

        assertThat(refused(router, ACME.user("ann")).retryAfter()).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void shadowsAreUnderNoRateLimit() {
        FakeProvider copy = bed.provider("copy");
        copy.always(FakeReply.text("copy"));
        Router router = router(
                policy -> policy.shadow(Shadow.of("copy", 100)), more -> more.rateLimit(requests("all", "global", 2)));

        call(router, ACME, 2);
        bed.await(RouterEvent.ShadowEnded.class, 2);

        assertThat(copy.requestCount()).isEqualTo(2);
        assertThat(refused(router, ACME)).isNotNull();
    }

    @Test
    void eachKeyMayHaveLimitsOfItsOwn() {
        Router router = router(
                policy -> policy,
                more -> more.rateLimitContributor(facts -> facts.key() == null
                        ? List.of()
                        : List.of(requests("key", "key", facts.key().equals("big") ? 3 : 1))));

        call(router, Facts.key("big"), 3);
        call(router, Facts.key("small"), 1);
        call(router, Facts.none(), 3);

        assertThat(refused(router, Facts.key("big")).limit().requestsPerMinute())
                .isEqualTo(3);
        assertThat(refused(router, Facts.key("small")).limit().requestsPerMinute())
                .isEqualTo(1);
    }

    @Test
    void whoListensIsToldBeforeTheEnd() {
        Router router = router(requests("tenant-minute", "tenant", 1));
        call(router, ACME, 1);
        int before = bed.events().size();

        refused(router, ACME);

        List<RouterEvent> events = bed.events().subList(before, bed.events().size());
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("CallDecided", "CallLimited", "CallEnded");
        assertThat(bed.events(RouterEvent.CallLimited.class).get(0).refusal().subject())
                .isEqualTo("acme");
    }

    @Test
    void itCanBeAskedInAdvance() {
        Router router = router(requests("tenant-minute", "tenant", 1), requests("all", "global", 100));
        assertThat(router.limitedBy(RequestFacts.of(ACME))).isEmpty();
        call(router, ACME, 1);

        assertThat(router.limitedBy(RequestFacts.of(ACME)))
                .extracting(refusal -> refusal.limit().name())
                .containsExactly("tenant-minute");
        assertThat(router.limitedBy(RequestFacts.of(ZENITH))).isEmpty();
    }

    @Test
    void manyThreadsGetExactlyTheLimit() throws Exception {
        Router router = router(requests("tenant-minute", "tenant", 100), requests("all", "global", 1_000));
        ExecutorService callers = Executors.newFixedThreadPool(64);
        CyclicBarrier start = new CyclicBarrier(64);
        List<Future<Integer>> answered = new ArrayList<>();

        for (int thread = 0; thread < 64; thread++) {
            answered.add(callers.submit(() -> {
                start.await();
                int count = 0;
                for (int call = 0; call < 10; call++) {
                    count += refused(router, ACME) == null ? 1 : 0;
                }
                return count;
            }));
        }
        int sum = 0;
        for (Future<Integer> count : answered) {
            sum += count.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        callers.shutdownNow();

        assertThat(sum).isEqualTo(100);
        assertThat(first.requestCount()).isEqualTo(100);
        assertThat(limiter.tryAcquire("rate-limit all ", new Limits(null, 1_000, null), 1))
                .isZero();
        int left = 0;
        while (limiter.tryAcquire("rate-limit all ", new Limits(null, 1_000, null), 1) == 0) {
            left++;
        }
        assertThat(left).isEqualTo(899);
    }

    @Test
    void whatIsTakenForACallThatIsOverComesBack() throws Exception {
        SlowLimiter slow = new SlowLimiter(limiter);
        Router router =
                router(policy -> policy, more -> more.rateLimiter(slow).rateLimit(requests("all", "global", 1)));
        ExecutorService callers = Executors.newSingleThreadExecutor();
        Recording recording = new Recording();
        Future<?> call = callers.submit(() -> router.streamingChatModel().chat(HELLO, recording));
        slow.asked.acquire();

        router.close();
        slow.answer.release();
        call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        callers.shutdown();

        assertThat(recording.error()).isInstanceOf(RoutingFailure.class);
        assertThat(recording.ends()).isOne();
        assertThat(limiter.tryAcquire("rate-limit all ", new Limits(null, 1, null), 1))
                .isZero();
        assertThat(first.requestCount()).isZero();
    }

    private static final class SlowLimiter implements RateLimiter {

        private final Semaphore asked = new Semaphore(0);
        private final Semaphore answer = new Semaphore(0);
        private final RateLimiter limiter;

        SlowLimiter(RateLimiter limiter) {
            this.limiter = limiter;
        }

        @Override
        public long tryAcquire(String account, Limits limits, long tokens) {
            asked.release();
            answer.acquireUninterruptibly();
            return limiter.tryAcquire(account, limits, tokens);
        }

        @Override
        public long nanosUntilFree(String account, Limits limits, long tokens) {
            return 0;
        }

        @Override
        public void settle(String account, Limits limits, long estimated, long used) {
            limiter.settle(account, limits, estimated, used);
        }

        @Override
        public void giveBack(String account, Limits limits, long tokens) {
            limiter.giveBack(account, limits, tokens);
        }
    }

    @Test
    void aLimiterThatBreaksRefusesTheCallAndEndsIt() {
        Router router = router(
                policy -> policy,
                more -> more.rateLimiter(new BrokenLimiter()).rateLimit(requests("all", "global", 5)));
        Recording recording = new Recording();

        Throwable whole = catchThrowable(() -> router.chat(HELLO, ACME));
        router.streamingChatModel().chat(HELLO, recording);

        assertThat(whole).isInstanceOf(RateLimitException.class).hasMessageContaining("the rate limiter has failed");
        assertThat(RoutingFailure.of(recording.error())).isPresent();
        assertThat(bed.calls()).hasSize(2);
        assertThat(first.requestCount()).isZero();
    }

    private static final class CancelledAtOnce implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            context.streamingHandle().cancel();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable error) {}
    }

    private static final class BrokenLimiter implements RateLimiter {

        @Override
        public long tryAcquire(String account, Limits limits, long tokens) {
            throw new IllegalStateException("broken");
        }

        @Override
        public long nanosUntilFree(String account, Limits limits, long tokens) {
            return 0;
        }

        @Override
        public void settle(String account, Limits limits, long estimated, long used) {}

        @Override
        public void giveBack(String account, Limits limits, long tokens) {}
    }
}
