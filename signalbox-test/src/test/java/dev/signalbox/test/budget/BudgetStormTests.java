package dev.signalbox.test.budget;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.Budget.OnLimit;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetUnit;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterEvent.BudgetRefused;
import dev.signalbox.router.event.RouterEvent.CallEnded;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Fallbacks;
import dev.signalbox.router.policy.Fallbacks.BrokenStream;
import dev.signalbox.router.policy.Fallbacks.InvalidOutput;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.policy.Timeouts;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 64 threads call at once, with failures, retries, hedges, streams and cancels, under a hard budget that is too small for
 * all of them: it holds, the books add up to the pico, and nothing stays reserved.
 */
class BudgetStormTests {

    private int calls = 4_000;
    private static final int THREADS = 64;

    /** No attempt costs more: 30 tokens of input as the models report them, and 20 of output. */
    private static final long DEAREST = 30 * 2_000_000L + 20 * 10_000_000L;

    private final SystemClockwork system = new SystemClockwork();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private FailingStore store =
            new FailingStore(new MemoryBudgetStore(system.clockwork().nanos()));
    private OnFailure onFailure = OnFailure.REFUSE;

    @AfterEach
    void close() {
        callers.shutdownNow();
        system.close();
    }

    @ParameterizedTest
    @EnumSource
    void theBooksAddUpThoughTheStoreComesAndGoes(OnFailure what) throws Exception {
        onFailure = what;
        Router router = router(
                Budget.of("all", "9000 USD").window(BudgetWindow.lifetime()).build());

        storm(router, number -> {
            store.fail(number % 97 < 20).failAfter(number % 97 >= 20 && number % 97 < 40);
            return number;
        });
        store.fail(false).failAfter(false);
        settle(router);

        assertThat(store.failures()).isGreaterThan(100);
        BudgetBalance balance = router.budget("all").balances().get(0);
        assertThat(balance.reserved()).isZero();
        assertThat(balance.used())
                .isPositive()
                .isEqualTo(sum(attempt -> attempt.cost().pico()));
        assertThat(events(CallEnded.class)).hasSize(calls);
    }

    @Test
    void theBudgetHoldsInADatabaseToo(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("budgets.db");
        try (JdbcStore database = new JdbcStore(new JdbcSettings(url, null, null, 8, PATIENCE))) {
            store = new FailingStore(new JdbcBudgetStore(database));
            calls = 600;
            theBudgetHoldsAndTheBooksAddUp();
        }
    }

    @Test
    void theBudgetHoldsAndTheBooksAddUp() throws Exception {
        long limit = calls / 4 * DEAREST;
        Budget all = Budget.of("all", new BudgetAmount(BudgetUnit.USD, limit).toString())
                .window(BudgetWindow.lifetime())
                .build();
        Budget tokens = Budget.of("tokens", "900M tokens")
                .per("tenant")
                .window(BudgetWindow.lifetime())
                .onLimit(OnLimit.DEGRADE)
                .build();
        Router router = router(all, tokens);

        storm(router, number -> number);
        settle(router);

        BudgetBalance balance = router.budget("all").balances().get(0);
        assertThat(balance.reserved()).isZero();
        assertThat(balance.used()).isEqualTo(sum(attempt -> attempt.cost().pico()));
        assertThat(router.budget("tokens").balances().stream()
                        .mapToLong(BudgetBalance::used)
                        .sum())
                .isEqualTo(sum(attempt -> attempt.usage().total()));
        assertThat(router.budget("tokens").balances())
                .hasSize(5)
                .extracting(BudgetBalance::reserved)
                .containsOnly(0L);
        assertThat(events(CallEnded.class)).hasSize(calls);
        assertThat(events(BudgetRefused.class)).isNotEmpty();
        assertThat(balance.used()).isGreaterThan(limit / 2).isLessThanOrEqualTo(limit + worstError());
    }

    private void storm(Router router, IntUnaryOperator before) throws Exception {
        List<Future<?>> made = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            int number = call;
            made.add(callers.submit(() -> call(router, before.applyAsInt(number))));
        }
        for (Future<?> call : made) {
            call.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private long sum(ToLongFunction<Attempt> what) {
        return events(AttemptEnded.class).stream()
                .map(AttemptEnded::attempt)
                .mapToLong(what)
                .sum();
    }

    /** By so much may what is under way at the end have been estimated too low. */
    private static long worstError() {
        return THREADS * DEAREST / 2;
    }

    private <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Until all attempts have ended, also those of hedges that were lost. */
    private void settle(Router router) {
        LongSupplier reserved = () -> router.budget("all").balances().get(0).reserved();
        Instant deadline = Instant.now().plus(PATIENCE);
        LongSupplier used = () -> router.budget("all").balances().get(0).used();
        while (reserved.getAsLong() > 0
                || events(CallEnded.class).size() < calls
                || used.getAsLong() != sum(attempt -> attempt.cost().pico())) {
            assertThat(Instant.now()).as("time at which all has ended").isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private void call(Router router, int number) {
        CallFacts facts =
                CallFacts.NONE.policy(number % 3 == 0 ? "hedged" : "steady").tenant("t" + number % 5);
        try {
            if (number % 2 == 0) {
                router.chat(BudgetHouse.request(), facts);
            } else {
                stream(router, facts, number % 7 == 0);
            }
        } catch (RuntimeException refusedOrFailed) {
            // the events tell
        }
    }

    private static void stream(Router router, CallFacts facts, boolean cancels) {
        CountDownLatch ended = new CountDownLatch(1);
        router.streamingChatModel().chat(BudgetHouse.request(facts), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                if (cancels) {
                    context.streamingHandle().cancel();
                    ended.countDown();
                }
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                ended.countDown();
            }

            @Override
            public void onError(Throwable error) {
                ended.countDown();
            }
        });
        try {
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Router router(Budget... budgets) {
        Deployment dear =
                Deployment.of("far/dear").price(Price.perMillion("2", "10")).build();
        Deployment other =
                Deployment.of("near/other").price(Price.perMillion("1.5", "9")).build();
        Policy steady = Policy.of("steady", "both").toBuilder()
                .strategy("least-busy")
                .retries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(5)))
                .fallbacks(new Fallbacks(Set.of(), InvalidOutput.PASS, BrokenStream.CONTINUE))
                .build();
        Policy hedged = steady.toBuilder()
                .name("hedged")
                .hedge(new Hedge(Duration.ofMillis(2), null, 1))
                .timeouts(new Timeouts(null, null, Duration.ofSeconds(30)))
                .build();
        ScriptedChatModel one = model();
        ScriptedChatModel two = model();
        var builder = Router.builder(Catalogue.of(Model.of("both", dear, other)), PolicySet.of(steady, hedged))
                .client(dear.id(), one, one.streaming())
                .client(other.id(), two, two.streaming())
                .cooldowns(CooldownSettings.builder().minCalls(1_000_000).build())
                .clockwork(system.clockwork())
                .budgetStore(store)
                .onBudgetStoreFailure(onFailure)
                .listener(events::add);
        for (Budget budget : budgets) {
            builder.budget(budget);
        }
        return builder.build();
    }

    /** Of thirty answers some fail, some say nothing, and some take their time. */
    private static ScriptedChatModel model() {
        AtomicInteger requests = new AtomicInteger();
        return new ScriptedChatModel().always(ScriptedReply.computed(request -> {
            int number = requests.incrementAndGet();
            if (number % 7 == 0) {
                throw new IllegalStateException("scripted failure");
            } else if (number % 11 == 0) {
                pause();
            }
            return ScriptedReplies.answer(30, number % 21);
        }));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
