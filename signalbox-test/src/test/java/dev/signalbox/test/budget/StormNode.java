package dev.signalbox.test.budget;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetUnit;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.budget.LeasedBudgetStore;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.ledger.LedgerListener;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Hedge;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.CooldownSettings;
import dev.signalbox.router.store.jdbc.JdbcBudgetStore;
import dev.signalbox.router.store.jdbc.JdbcLedger;
import dev.signalbox.router.store.jdbc.JdbcSettings;
import dev.signalbox.router.store.jdbc.JdbcStore;
import dev.signalbox.router.store.redis.RedisBudgetStore;
import dev.signalbox.router.store.redis.RedisSettings;
import dev.signalbox.router.store.redis.RedisStore;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process of its own in which many threads call at once under a hard budget that it shares with others: with failures,
 * retries, hedges, streams and cancels. It says what its attempts have cost so far after each of them, and ends when its
 * calls are made or its input is closed.
 */
final class StormNode {

    /** No attempt costs more: 30 tokens of input as the models report them, and 20 of output. */
    static final long DEAREST = 30 * 2_000_000L + 20 * 10_000_000L;

    static final String BUDGET = "all";
    static final int THREADS = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SystemClockwork system = new SystemClockwork();
    private final Clockwork clockwork = system.clockwork();
    private final AtomicLong cost = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private StormNode() {}

    /**
     * Runs.
     *
     * @param arguments the store of the budget, the database of the ledger, the slice in percent, the limit in pico-USD, and
     *     how many calls are made
     */
    public static void main(String[] arguments) throws Exception {
        new StormNode()
                .run(
                        arguments[0],
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        Long.parseLong(arguments[3]),
                        Integer.parseInt(arguments[4]));
    }

    private void run(String storeUrl, String ledgerUrl, int slice, long limit, int calls) throws Exception {
        JdbcStore database = new JdbcStore(new JdbcSettings(ledgerUrl, null, null, 8, PATIENCE));
        LedgerWriter writer = new LedgerWriter(
                new JdbcLedger(database),
                new LedgerWriter.Threads(
                        clockwork.scheduler(), clockwork.executor(), clockwork.instants(), clockwork.nanos()),
                100_000,
                null);
        BudgetStore shared = storeUrl.startsWith("redis")
                ? new RedisBudgetStore(new RedisStore(new RedisSettings(storeUrl, null, null, PATIENCE)))
                : new JdbcBudgetStore(database);
        LeasedBudgetStore leased = slice == 0
                ? null
                : new LeasedBudgetStore(
                        shared,
                        new LeasedBudgetStore.Settings(slice, Duration.ofMillis(200)),
                        new LeasedBudgetStore.Threads(clockwork.scheduler(), clockwork.executor(), clockwork.nanos()));
        Router router =
                router(leased == null ? shared : leased, new LedgerListener(writer, clockwork.instants()), limit);
        storm(router, calls);
        ThreadPoolExecutor threads = (ThreadPoolExecutor) clockwork.executor();
        while (underWay.get() > 0 || threads.getActiveCount() > 0) {
            TimeUnit.MILLISECONDS.sleep(1); // hedges that were lost
        }
        router.close();
        if (leased != null) {
            leased.close();
        }
        writer.close();
        System.out.println("end " + cost + " " + refused);
        System.exit(0);
    }

    private void storm(Router router, int calls) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        AtomicInteger made = new AtomicInteger();
        for (int thread = 0; thread < THREADS; thread++) {
            callers.execute(() -> {
                for (int number = made.incrementAndGet(); number <= calls && !inputIsClosed(); ) {
                    call(router, number);
                    number = made.incrementAndGet();
                }
            });
        }
        callers.shutdown();
        callers.awaitTermination(10, TimeUnit.MINUTES);
    }

    /** Whoever started it says something when it is to end. */
    private static boolean inputIsClosed() {
        try {
            return System.in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    private void call(Router router, int number) {
        CallFacts facts = CallFacts.NONE.policy(number % 3 == 0 ? "hedged" : "steady");
        try {
            if (number % 2 == 0) {
                router.chat(request(facts), facts);
            } else {
                stream(router, facts, number % 7 == 0);
            }
        } catch (RuntimeException refusedOrFailed) {
            // the events tell
        }
    }

    private static ChatRequest request(CallFacts facts) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .parameters(RoutingChatRequestParameters.builder().facts(facts).build())
                .build();
    }

    private static void stream(Router router, CallFacts facts, boolean cancels) {
        CountDownLatch ended = new CountDownLatch(1);
        router.streamingChatModel().chat(request(facts), new StreamingChatResponseHandler() {
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
            ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Router router(BudgetStore store, RouterListener ledger, long limit) {
        Deployment dear =
                Deployment.of("far/dear").price(Price.perMillion("2", "10")).build();
        Deployment other =
                Deployment.of("near/other").price(Price.perMillion("1.5", "9")).build();
        Policy steady = Policy.of("steady", "both").toBuilder()
                .strategy("least-busy")
                .retries(new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(5)))
                .build();
        Policy hedged = steady.toBuilder()
                .name("hedged")
                .hedge(new Hedge(Duration.ofMillis(5), null, 1))
                .build();
        ScriptedChatModel one = model();
        ScriptedChatModel two = model();
        return Router.builder(Catalogue.of(Model.of("both", dear, other)), PolicySet.of(steady, hedged))
                .client(dear.id(), one, one.streaming())
                .client(other.id(), two, two.streaming())
                .cooldowns(CooldownSettings.builder().minCalls(1_000_000).build())
                .clockwork(clockwork)
                .budgetStore(store)
                .budget(Budget.of(BUDGET, new BudgetAmount(BudgetUnit.USD, limit).toString())
                        .window(BudgetWindow.lifetime())
                        .build())
                .listener(ledger)
                .listener(this::tell)
                .build();
    }

    private void tell(RouterEvent event) {
        if (event instanceof RouterEvent.AttemptStarted) {
            underWay.incrementAndGet();
        } else if (event instanceof RouterEvent.AttemptEnded ended) {
            System.out.println("cost " + cost.addAndGet(ended.attempt().cost().pico()));
            underWay.decrementAndGet();
        } else if (event instanceof RouterEvent.BudgetRefused) {
            refused.incrementAndGet();
        }
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
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
