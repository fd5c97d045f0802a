package dev.signalbox.test.agent.routing;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetSpan;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.Gate;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An answer costs 12 micro-USD; before the first one, a call is estimated at about eight times as much, after it at slightly
 * more than that.
 */
class RunBudgetTests {

    private static final long COST = 12_000_000;
    private static final int BRANCHES = 50;

    private static final RunId TRIP = new RunId("trip-1");

    private final Deployment only =
            Deployment.of("near/cheap").price(Price.perMillion("0.1", "0.2")).build();
    private final ScriptedReply answer = ScriptedReply.text("done").usage(100, 10);
    private final ScriptedChatModel model = new ScriptedChatModel().always(answer);
    private final FakeClockwork time = new FakeClockwork();
    private final MemoryBudgetStore store =
            new MemoryBudgetStore(time.clockwork().nanos());
    private final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private final Router router = Router.builder(
                    Catalogue.of(Model.of("cheap", only)), PolicySet.of(Policy.of("routine", "cheap")))
            .client(only.id(), model, model.streaming())
            .clockwork(time.clockwork())
            .budgetStore(store)
            .listener(events::add)
            .build();
    private final AtomicInteger accounts = new AtomicInteger();
    private final RouterModels models = new RouterModels(router, () -> "" + accounts.incrementAndGet());
    private final ExecutorService branches = Executors.newFixedThreadPool(BRANCHES);

    @AfterEach
    void close() {
        branches.shutdownNow();
        router.close();
    }

    private static long enoughFor(int calls) {
        return calls * COST + COST / 2;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private @Nullable Throwable ask(Steps steps) {
        return catchThrowable(() -> models.model(steps).chat("hello"));
    }

    private List<@Nullable Throwable> storm(List<Steps> steps) throws Exception {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        List<Future<@Nullable Throwable>> all = new ArrayList<>();
        for (Steps one : steps) {
            all.add(branches.submit(() -> ask(one)));
        }
        await(() -> gate.arrivals() + refusals() >= steps.size());
        gate.open();
        return results(all);
    }

    private long refusals() {
        return events.stream()
                .filter(RouterEvent.BudgetRefused.class::isInstance)
                .count();
    }

    private static List<@Nullable Throwable> results(List<Future<@Nullable Throwable>> all)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<@Nullable Throwable> results = new ArrayList<>();
        for (Future<@Nullable Throwable> one : all) {
            results.add(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return results;
    }

    private static List<Steps> fifty(String run, String... ancestors) {
        List<Steps> steps = new ArrayList<>();
        while (steps.size() < BRANCHES) {
            steps.add(Steps.of(run, ancestors));
        }
        return steps;
    }

    private static long spent(List<Steps> steps) {
        return steps.stream()
                .flatMap(one -> one.calls().stream())
                .map(StepCall::use)
                .mapToLong(use -> use.pico())
                .sum();
    }

    private List<BudgetBalance> balances() {
        return store.balances("run cost", new BudgetSpan(0, 0), 0, 10);
    }

    @Test
    void fiftyBranchesSpendAllThatIsLeftAndNoMore() throws Exception {
        List<Steps> steps = fifty("trip-1");

        try (RunBudget open = models.openBudget(TRIP, enoughFor(25), 0)) {
            List<@Nullable Throwable> failures = storm(steps);

            assertThat(failures).filteredOn(failure -> failure == null).hasSize(25);
            assertThat(failures)
                    .filteredOn(failure -> failure != null)
                    .extracting(models::failure)
                    .containsOnly(ModelFailure.exhausted(TRIP));
            assertThat(spent(steps)).isEqualTo(25 * COST);
            assertThat(balances())
                    .singleElement()
                    .isEqualTo(new BudgetBalance(balances().get(0).account(), 0, 25 * COST, 0));
        }
    }

    @Test
    void branchesWaitForWhatOthersHaveReservedAndDoNotNeed() throws Exception {
        List<Steps> steps = fifty("trip-1");

        try (RunBudget open = models.openBudget(TRIP, enoughFor(BRANCHES), 0)) {
            assertThat(storm(steps)).hasSize(BRANCHES).containsOnlyNulls();
        }

        assertThat(refusals()).isPositive();
        assertThat(spent(steps)).isEqualTo(BRANCHES * COST);
    }

    @Test
    void anEstimateThatIsTooLowOvershootsOnce() {
        model.always(ScriptedReply.text("done").usage(10_000, 10));
        List<Steps> steps = fifty("trip-1");
        long cost = 10_000 * 100_000L + 10 * 200_000L;

        try (RunBudget open = models.openBudget(TRIP, cost / 2, 0)) {
            steps.forEach(this::ask);
        }

        assertThat(spent(steps)).isEqualTo(cost);
    }

    @Test
    void whoWaitsIsLetGoByTheEndOfTheLimit() throws Exception {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        RunBudget open = models.openBudget(TRIP, enoughFor(10), 0);
        Future<@Nullable Throwable> first = branches.submit(() -> ask(Steps.of("trip-1")));
        gate.awaitArrivals(1, PATIENCE);
        Future<@Nullable Throwable> second = branches.submit(() -> ask(Steps.of("trip-1")));
        await(() -> refusals() == 1);

        open.close();

        gate.awaitArrivals(2, PATIENCE).open();
        assertThat(results(List.of(first, second))).containsOnlyNulls();
    }

    @Test
    void whoWaitsMayBeInterrupted() throws Exception {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        try (RunBudget open = models.openBudget(TRIP, enoughFor(10), 0)) {
            branches.submit(() -> ask(Steps.of("trip-1")));
            gate.awaitArrivals(1, PATIENCE);
            List<@Nullable Throwable> failure = new CopyOnWriteArrayList<>();
            Thread waiting = new Thread(() -> failure.add(ask(Steps.of("trip-1"))));
            waiting.start();
            await(() -> waiting.getState() == Thread.State.WAITING);

            waiting.interrupt();
            waiting.join(PATIENCE.toMillis());

            assertThat(models.failure(failure.get(0))).isEqualTo(ModelFailure.passing(null));
            gate.open();
        }
    }

    @Test
    void aStreamThatWouldHaveToWaitMayBeMadeLater() {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        List<Throwable> errors = new ArrayList<>();
        StreamingChatResponseHandler handler = new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {}

            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }
        };
        try (RunBudget open = models.openBudget(TRIP, enoughFor(10), 0)) {
            models.streamingModel(Steps.of("trip-1")).chat("hello", handler);
            models.streamingModel(Steps.of("trip-1")).chat("hello", handler);
            gate.open();

            assertThat(errors).extracting(models::failure).containsExactly(ModelFailure.passing(null));
        }
    }

    @Test
    void childrenDrawFromTheParentAsWell() throws Exception {
        List<Steps> steps = fifty("child", "trip-1", "grandparent");

        try (RunBudget child = models.openBudget(new RunId("child"), enoughFor(40), 0);
                RunBudget parent = models.openBudget(TRIP, enoughFor(10), 0)) {
            List<@Nullable Throwable> failures = storm(steps);

            assertThat(failures).filteredOn(failure -> failure == null).hasSize(10);
            assertThat(failures)
                    .filteredOn(failure -> failure != null)
                    .extracting(models::failure)
                    .containsOnly(ModelFailure.exhausted(TRIP));
            assertThat(balances()).hasSize(2).extracting(BudgetBalance::used).containsOnly(10 * COST);
        }
    }

    @Test
    void slicesOfOneProcessShareWhatIsLeft() {
        RunBudget first = models.openBudget(TRIP, enoughFor(27), 0);
        ask(Steps.of("child-1", "trip-1"));
        RunBudget second = models.openBudget(TRIP, enoughFor(27), 26 * COST);

        assertThat(ask(Steps.of("child-2", "trip-1"))).isNull();
        first.close();
        first.close();
        @Nullable Throwable failure = ask(Steps.of("child-2", "trip-1"));

        assertThat(models.failure(failure)).isEqualTo(ModelFailure.exhausted(TRIP));
        assertThat(accounts).hasValue(1);
        second.close();
        assertThat(ask(Steps.of("child-2", "trip-1"))).isNull();
    }

    @Test
    void aSliceThatComesLaterDoesNotAddToWhatIsLeft() {
        try (RunBudget first = models.openBudget(TRIP, enoughFor(900), 891 * COST);
                RunBudget second = models.openBudget(TRIP, enoughFor(900), 0)) {
            askTimes(9);

            assertThat(models.failure(ask(Steps.of("trip-1")))).isEqualTo(ModelFailure.exhausted(TRIP));
        }
    }

    @Test
    void whatIsGrantedIsThereAtOnceAndOnce() {
        try (RunBudget first = models.openBudget(TRIP, enoughFor(9), 0)) {
            askTimes(9);
            assertThat(models.failure(ask(Steps.of("trip-1")))).isEqualTo(ModelFailure.exhausted(TRIP));

            try (RunBudget granted = models.openBudget(TRIP, enoughFor(12), 9 * COST);
                    RunBudget same = models.openBudget(TRIP, enoughFor(12), 9 * COST);
                    RunBudget late = models.openBudget(TRIP, enoughFor(9), 9 * COST)) {
                askTimes(3);
                assertThat(models.failure(ask(Steps.of("trip-1")))).isEqualTo(ModelFailure.exhausted(TRIP));
            }
        }
    }

    private void askTimes(int calls) {
        for (int call = 0; call < calls; call++) {
            assertThat(ask(Steps.of("trip-1"))).isNull();
        }
    }

    @Test
    void whoWaitsIsLetGoByAGrant() throws Exception {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        try (RunBudget open = models.openBudget(TRIP, enoughFor(10), 0)) {
            Future<@Nullable Throwable> first = branches.submit(() -> ask(Steps.of("trip-1")));
            gate.awaitArrivals(1, PATIENCE);
            Future<@Nullable Throwable> second = branches.submit(() -> ask(Steps.of("trip-1")));
            await(() -> refusals() == 1);

            try (RunBudget granted = models.openBudget(TRIP, enoughFor(100), 0)) {
                gate.awaitArrivals(2, PATIENCE).open();
                assertThat(results(List.of(first, second))).containsOnlyNulls();
            }
        }
    }

    @Test
    void withNothingLeftNothingIsSpent() {
        try (RunBudget open = models.openBudget(TRIP, 0, 1)) {
            assertThat(models.failure(ask(Steps.of("trip-1")))).isEqualTo(ModelFailure.exhausted(TRIP));
        }

        assertThat(model.requestCount()).isZero();
    }

    @Test
    void theAccountIsForgottenWhenNobodyUsesItAnyMore() throws Exception {
        Gate gate = Gate.closed();
        model.always(answer.heldBy(gate));
        RunBudget open = models.openBudget(TRIP, enoughFor(90), 0);
        Future<@Nullable Throwable> call = branches.submit(() -> ask(Steps.of("trip-1")));
        gate.awaitArrivals(1, PATIENCE);

        open.close();
        assertThat(balances()).hasSize(1);
        gate.open();
        results(List.of(call));
        store.prune("run cost", 0);

        assertThat(balances()).isEmpty();
    }

    @Test
    void otherRunsAreNotLimited() {
        try (RunBudget open = models.openBudget(TRIP, 0, 0)) {
            assertThat(ask(Steps.of("other"))).isNull();
        }
    }
}
