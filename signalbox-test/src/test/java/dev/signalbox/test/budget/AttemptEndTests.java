package dev.signalbox.test.budget;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.budget.BudgetHouse.CHEAP_COST;
import static dev.signalbox.test.budget.BudgetHouse.DEAR_COST;
import static dev.signalbox.test.budget.BudgetHouse.ask;
import static dev.signalbox.test.budget.BudgetHouse.request;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.event.RouterEvent.ShadowEnded;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Shadow;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.Gate;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However an attempt ends, exactly what it cost is booked, once, and nothing stays reserved. */
class AttemptEndTests {

    private static final Budget ALL = Budget.of("all", "1 USD").build();
    private static final Budget TOKENS = Budget.of("tokens", "1M tokens").build();
    private static final Retries ONE =
            new Retries(1, Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofSeconds(1));

    private final BudgetHouse house = new BudgetHouse();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        executor.shutdownNow();
    }

    /** The books of all attempts, shadows included, are the balance. */
    private void assertExact(Router router) {
        long cost = house.events(AttemptEnded.class).stream()
                .mapToLong(ended -> ended.attempt().cost().pico())
                .sum();
        long tokens = house.events(AttemptEnded.class).stream()
                .mapToLong(ended -> ended.attempt().usage().total())
                .sum();
        for (ShadowEnded shadow : house.events(ShadowEnded.class)) {
            cost += shadow.shadow().cost().pico();
            tokens += shadow.shadow().usage().total();
        }
        assertThat(balance(router, "all")).isEqualTo(new long[] {cost, 0});
        assertThat(balance(router, "tokens")).isEqualTo(new long[] {tokens, 0});
    }

    private static long[] balance(Router router, String name) {
        BudgetBalance balance = BudgetHouse.balance(router, name);
        return new long[] {balance.used(), balance.reserved()};
    }

    private RoutedCall call() {
        return house.events(CallEnded.class).get(0).call();
    }

    @Test
    void withAnAnswer() {
        Router router = house.router(ALL, TOKENS);

        ask(router);

        assertThat(balance(router, "all")).isEqualTo(new long[] {DEAR_COST, 0});
        assertThat(balance(router, "tokens")).isEqualTo(new long[] {110, 0});
        assertExact(router);
    }

    @Test
    void withAnAnswerThatNobodyCounted() {
        house.dear.always(ScriptedReply.text("four words are said"));
        Router router = house.router(ALL, TOKENS);

        RoutedCall call = ask(router);

        assertThat(call.usage().estimated()).isTrue();
        assertThat(call.cost().pico()).isPositive();
        assertExact(router);
    }

    @Test
    void withAFailureAndARetryAndAFallback() {
        house.policy = policy -> policy.retries(ONE);
        house.dear.reply(ScriptedReply.error(500));
        house.cheap.reply(ScriptedReply.error(503));
        Router router = house.router(ALL, TOKENS);

        RoutedCall call = ask(router);

        assertThat(call.attempts()).hasSize(3);
        assertThat(balance(router, "all")).isEqualTo(new long[] {CHEAP_COST, 0});
        assertExact(router);
    }

    @Test
    void withAnEmptyAnswerThatTheProviderChargesFor() {
        house.dear.reply(ScriptedReply.empty().usage(100, 10));
        Router router = house.router(ALL, TOKENS);

        ask(router);

        assertThat(balance(router, "all")).isEqualTo(new long[] {DEAR_COST + CHEAP_COST, 0});
        assertExact(router);
    }

    @Test
    void withAnErrorOfTheCaller() {
        house.dear.reply(ScriptedReply.error(400));
        Router router = house.router(ALL, TOKENS);

        assertThatThrownBy(() -> ask(router)).isInstanceOf(LangChain4jException.class);

        assertThat(balance(router, "all")).isEqualTo(new long[] {0, 0});
        assertExact(router);
    }

    @Test
    void withATimeout() throws Exception {
        Gate gate = Gate.closed();
        house.time.executor(executor);
        house.policy = policy -> policy.timeouts(new Timeouts(null, null, Duration.ofSeconds(5)));
        house.dear.always(ScriptedReply.text("late").usage(100, 10).heldBy(gate));
        Router router = house.router(ALL, TOKENS);

        Future<RoutedCall> call = executor.submit(() -> ask(router));
        gate.awaitArrivals(1, PATIENCE);
        house.time.advance(Duration.ofSeconds(6));

        assertThatThrownBy(() -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(call().attempts().get(0).failure().kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(call().usage().input()).isPositive();
        assertExact(router);
    }

    @Test
    void withALostHedge() throws Exception {
        Gate gate = Gate.closed();
        house.time.executor(executor);
        house.policy = policy -> policy.hedge(new Hedge(Duration.ofSeconds(1), null, 1));
        house.dear.always(ScriptedReply.text("late").usage(100, 10).heldBy(gate));
        Router router = house.router(ALL, TOKENS);

        Future<RoutedCall> call = executor.submit(() -> ask(router));
        gate.awaitArrivals(1, PATIENCE);
        house.time.advance(Duration.ofSeconds(2));

        RoutedCall ended = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended).answeredBy("near/cheap");
        assertThat(ended.attempts()).hasSize(2);
        assertExact(router);
    }

    @Test
    void withAHedgeThatDoesNotFit() throws Exception {
        Gate gate = Gate.closed();
        house.time.executor(executor);
        house.policy = policy -> policy.hedge(new Hedge(Duration.ofSeconds(1), null, 1));
        house.dear.always(ScriptedReply.text("first after all").usage(100, 10).heldBy(gate));
        Budget narrow = Budget.of("all", "0.00505 USD").build();
        Router router = house.router(narrow, TOKENS);

        Future<RoutedCall> call = executor.submit(() -> ask(router));
        gate.awaitArrivals(1, PATIENCE);
        house.time.advance(Duration.ofSeconds(2));
        gate.open();

        assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).answeredBy("far/dear");
        assertThat(house.cheap.requestCount()).isZero();
        assertExact(router);
    }

    @Test
    void withAnInterruptedCaller() throws Exception {
        Gate gate = Gate.closed();
        house.time.executor(executor);
        house.policy = policy -> policy.timeouts(new Timeouts(null, null, Duration.ofHours(1)));
        house.dear.always(ScriptedReply.text("late").heldBy(gate));
        Router router = house.router(ALL, TOKENS);

        Thread caller = new Thread(() -> assertThatThrownBy(() -> ask(router)));
        caller.start();
        gate.awaitArrivals(1, PATIENCE);
        caller.interrupt();
        caller.join(PATIENCE.toMillis());

        assertThat(call().failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertExact(router);
    }

    @Test
    void withAStream() throws Exception {
        Router router = house.router(ALL, TOKENS);

        stream(router, Integer.MAX_VALUE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(balance(router, "all")).isEqualTo(new long[] {DEAR_COST, 0});
        assertExact(router);
    }

    @Test
    void withACancelledStream() {
        house.dear.always(
                ScriptedReply.partials("one ", "two ", "three ", "four ").usage(100, 10));
        Router router = house.router(ALL, TOKENS);

        stream(router, 2);

        assertThat(call().failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertThat(call().cost().pico()).isPositive();
        assertExact(router);
    }

    @Test
    void withABrokenStreamThatIsContinued() throws Exception {
        house.policy = policy -> policy.fallbacks(new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE));
        house.dear.always(
                ScriptedReply.partials("one ", "two ", "three").failAfter(2, new IllegalStateException("cut")));
        Router router = house.router(ALL, TOKENS);

        stream(router, Integer.MAX_VALUE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(call().attempts()).hasSize(2);
        assertThat(call().attempts().get(0).cost().pico()).isPositive();
        assertExact(router);
    }

    @Test
    void withARouterThatCloses() {
        Gate gate = Gate.closed();
        house.dear.always(ScriptedReply.partials("one ", "two ").heldAfter(1, gate));
        house.time.executor(executor);
        Router router = house.router(ALL, TOKENS);
        executor.execute(() -> stream(router, Integer.MAX_VALUE));
        gate.awaitArrivals(1, PATIENCE);

        router.close();

        house.dear.awaitAborted(1, PATIENCE);
        assertThat(call().failure().kind()).isEqualTo(FailureKind.CANCELLED);
        assertExact(router);
    }

    @Test
    void withAShadowWhichCostsMoneyToo() {
        house.policy = policy -> policy.shadow(Shadow.of("cheap", 100));
        Router router = house.router(ALL, TOKENS);

        ask(router);
        house.time.advance(Duration.ZERO);

        assertThat(house.events(ShadowEnded.class)).hasSize(1);
        assertThat(balance(router, "all")).isEqualTo(new long[] {DEAR_COST + CHEAP_COST, 0});
        assertExact(router);
    }

    @Test
    void withADeploymentThatTakesNothingNow() {
        Gate gate = Gate.closed();
        house.time.executor(executor);
        house.dearLimits = new Limits(1, null, null);
        house.dear.reply(ScriptedReply.text("busy").usage(100, 10).heldBy(gate));
        Router router = house.router(ALL, TOKENS);
        Future<RoutedCall> busy = executor.submit(() -> ask(router));
        gate.awaitArrivals(1, PATIENCE);

        RoutedCall other = ask(router);
        gate.open();

        assertThat(other).answeredBy("near/cheap");
        assertThat(busy).succeedsWithin(PATIENCE);
        assertThat(balance(router, "all")).isEqualTo(new long[] {DEAR_COST + CHEAP_COST, 0});
        assertExact(router);
    }

    private CompletableFuture<ChatResponse> stream(Router router, int cancelAfter) {
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        router.streamingChatModel().chat(request(), new StreamingChatResponseHandler() {
            private int partials;

            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                partials++;
                if (partials == cancelAfter) {
                    context.streamingHandle().cancel();
                }
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });
        return whole;
    }
}
