package dev.signalbox.test.budget;

import static dev.signalbox.test.budget.BudgetHouse.CHEAP_COST;
import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.CallOrigin;
import dev.signalbox.router.Facts;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetUnit;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.MissingBudgetStoreException;
import dev.signalbox.router.policy.CallFacts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets that calls are under because of whence they come. */
class OriginBudgetTests {

    private static final String RUN = "trip-1";

    private final BudgetHouse house = new BudgetHouse();
    private final ExecutorService callers = Executors.newFixedThreadPool(50);

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    private static Budget budget(long pico) {
        return Budget.builder()
                .name("run cost")
                .per("run")
                .subject(RUN)
                .limit(new BudgetAmount(BudgetUnit.USD, pico))
                .window(BudgetWindow.lifetime())
                .build();
    }

    private static ChatModel model(Router router, CallFacts facts, Budget budget) {
        CallOrigin origin = new CallOrigin(facts, List.of(budget), CallWatch.NONE, null);
        return router.chatModel(() -> origin);
    }

    @Test
    void holdUnderFiftyThreadsAndCountEveryCall() throws Exception {
        Router router = house.router();
        Budget budget = budget(40 * CHEAP_COST);
        ChatModel model = model(router, Facts.run("a child").policy("cheap"), budget);
        AtomicInteger answers = new AtomicInteger();
        Callable<Object> call = () -> {
            try {
                model.chat("hello");
                return answers.incrementAndGet();
            } catch (BudgetExceededException e) {
                return e;
            }
        };

        List<Future<Object>> all = callers.invokeAll(
                IntStream.range(0, 400).mapToObj(number -> call).toList());

        for (Future<Object> one : all) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        BudgetBalance balance = router.balance(budget, RUN);
        assertThat(answers.get()).isBetween(1, 40);
        assertThat(balance.used()).isEqualTo(answers.get() * CHEAP_COST);
        assertThat(balance.reserved()).isZero();
        assertThat(house.cheap.requestCount()).isEqualTo(answers.get());
    }

    @Test
    void aRefusalSaysWhichOneItIsAndWhose() {
        ChatModel model = model(house.router(), Facts.run("a child").policy("cheap"), budget(1));

        assertThatExceptionOfType(BudgetExceededException.class)
                .isThrownBy(() -> model.chat("hello"))
                .withMessageContaining("the budget 'run cost' of run 'trip-1' has not enough left")
                .satisfies(refusal -> {
                    assertThat(refusal.budget()).isEqualTo(budget(1));
                    assertThat(refusal.subject()).isEqualTo(RUN);
                    assertThat(refusal.used().value()).isZero();
                    assertThat(refusal.reserved().value()).isZero();
                });
    }

    @Test
    void areForgottenWhenNothingMoreWillBeUsedOfThem() {
        Router router = house.router();
        Budget budget = budget(40 * CHEAP_COST);
        model(router, Facts.policy("cheap"), budget).chat("hello");
        assertThat(router.balance(budget, RUN).used()).isEqualTo(CHEAP_COST);

        router.forgetBudget(budget, RUN);

        assertThat(router.balance(budget, RUN).used()).isZero();
    }

    @Test
    void areNotThoseOfOtherCalls() {
        Router router = house.router();
        Budget budget = budget(1);

        router.chatModel(() -> CallOrigin.of(Facts.run(RUN).policy("cheap"))).chat("hello");

        assertThat(router.balance(budget, RUN).used()).isZero();
    }

    @Test
    void leaveOutWhatHasNoPrice() {
        ChatModel model = model(house.router(), Facts.policy("unpriced"), budget(40 * CHEAP_COST));

        assertThatExceptionOfType(NoCandidateException.class)
                .isThrownBy(() -> model.chat("hello"))
                .withMessageContaining("the budget 'run cost' counts money");
    }

    @Test
    void needAStore() {
        house.store = null;
        ChatModel model = model(house.router(), Facts.policy("cheap"), budget(40 * CHEAP_COST));

        assertThatExceptionOfType(MissingBudgetStoreException.class)
                .isThrownBy(() -> model.chat("hello"))
                .withMessageContaining("There is the budget 'run cost'");
    }
}
