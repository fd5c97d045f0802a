package dev.signalbox.test.budget;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.budget.BudgetHouse.DEAR_COST;
import static dev.signalbox.test.budget.BudgetHouse.ask;
import static dev.signalbox.test.budget.BudgetHouse.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.RetriableException;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.BudgetUnavailableException;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.event.RouterEvent.BudgetStoreFailed;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The store of budgets goes away and comes back: calls go on or not, as set, and nothing is lost or counted twice. */
@ExtendWith(OutputCaptureExtension.class)
class StoreFailureTests {

    private static final Budget ALL = Budget.of("all", "1 USD").build();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BudgetHouse house = new BudgetHouse();
    private FailingStore store;

    @BeforeEach
    void mayFail() {
        store = new FailingStore(house.store);
        house.store = store;
    }

    private Router allowing(Budget... budgets) {
        return house.builder(budgets).onBudgetStoreFailure(OnFailure.ALLOW).build();
    }

    /** Lets the dear deployment answer, after something has happened to the store. */
    private void during(Runnable what) {
        house.dear.reply(ScriptedReply.computed(request -> {
            what.run();
            return ScriptedReplies.answer(100, 10);
        }));
    }

    @Test
    void callsAreRefusedUnlessSetOtherwise() {
        Router router = house.router(ALL);
        store.fail(true);

        var thrown = catchThrowableOfType(BudgetUnavailableException.class, () -> ask(router));

        assertThat(thrown)
                .isInstanceOf(RetriableException.class)
                .hasMessage(
                        "Policy 'routine': the store of budgets has failed, so that nobody knows what is left of 'all'"
                                + " (connection lost). Write 'signalbox.stores.budgets.on-failure: allow' to let calls go on"
                                + " meanwhile")
                .hasCauseInstanceOf(BudgetStoreException.class);
        assertThat(thrown.kind()).isEqualTo(FailureKind.BUDGET);
        assertThat(thrown.call().attempts()).isEmpty();
        assertThat(house.dear.requestCount() + house.cheap.requestCount()).isZero();
        assertThat(house.events(BudgetStoreFailed.class)).hasSize(1);
    }

    @Test
    void whatFailsIsLoggedOnce(CapturedOutput output) {
        Router router = house.router(ALL);
        for (int call = 0; call < 10; call++) {
            store.fail(call % 2 == 0);
            assertThat(catchThrowable(() -> ask(router)) == null).isEqualTo(call % 2 == 1);
        }

        assertThat(output.getAll())
                .containsOnlyOnce("The store of budgets has failed (reserve")
                .containsOnlyOnce("The store of budgets is back");
        assertThat(house.events(BudgetStoreFailed.class)).hasSize(5);
    }

    @Test
    void callsAreAnsweredAgainWhenTheStoreIsBack() {
        Router router = house.router(ALL);
        store.fail(true);
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetUnavailableException.class);

        store.fail(false);

        assertThat(ask(router)).answeredBy("far/dear");
        house.time.advance(SECOND);
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
    }

    @Test
    void whatWasReservedAlthoughTheStoreFailedComesBack() {
        Router router = house.router(ALL);
        ask(router);
        store.failAfter(true);
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetUnavailableException.class);
        store.failAfter(false);
        assertThat(balance(router, "all").reserved()).isPositive();

        house.time.advance(SECOND);

        assertThat(balance(router, "all").reserved()).isZero();
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
    }

    @Test
    void allowedCallsAreBookedWhenTheStoreIsBack() {
        Router router = allowing(ALL);
        store.fail(true);
        ask(router);
        ask(router);
        house.time.advance(SECOND.multipliedBy(5));

        store.fail(false);
        house.time.advance(SECOND);

        assertThat(balance(router, "all").used()).isEqualTo(2 * DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
        house.time.advance(SECOND.multipliedBy(100));
        assertThat(balance(router, "all").used()).isEqualTo(2 * DEAR_COST);
    }

    @Test
    void allowedCallsAreBookedOnceIfTheStoreHadReservedAllTheSame() {
        Router router = allowing(ALL);
        store.failAfter(true);
        ask(router);
        ask(router);

        store.failAfter(false);
        house.time.advance(SECOND);

        assertThat(balance(router, "all").used()).isEqualTo(2 * DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
    }

    @Test
    void allowedCallsAreBookedEvenBeyondTheLimit() {
        Router router = allowing(Budget.of("all", "0.0001 USD").build());
        store.fail(true);
        assertThat(ask(router)).answeredBy("far/dear");

        store.fail(false);
        house.time.advance(SECOND);

        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aCallWhoseUseCannotBeBookedIsAnsweredAndBookedLater() {
        Router router = house.router(ALL);
        during(() -> store.fail(true));

        assertThat(ask(router)).answeredBy("far/dear");

        store.fail(false);
        assertThat(balance(router, "all").used()).isZero();
        assertThat(balance(router, "all").reserved()).isPositive();
        house.time.advance(SECOND);
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
    }

    @Test
    void useThatWasBookedAlthoughTheStoreFailedIsNotBookedAgain() {
        Router router = house.router(ALL);
        during(() -> store.failAfter(true));
        ask(router);

        store.failAfter(false);
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        house.time.advance(SECOND);

        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
    }

    @Test
    void whatCannotBeBookedWhenTheRouterClosesIsTriedOnceMore() {
        Router router = house.router(ALL);
        during(() -> store.fail(true));
        ask(router);
        store.fail(false);

        router.close();

        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
    }

    @Test
    void heartbeatsGoOnAfterAFailure() {
        Router router = house.router(ALL);
        ask(router);
        store.fail(true);
        house.time.advance(Duration.ofMinutes(2));
        store.fail(false);

        during(() -> assertThat(balance(router, "all").reserved()).isPositive());
        ask(router);

        house.time.advance(Duration.ofMinutes(2));
        during(() -> assertThat(balance(router, "all").reserved()).isPositive());
        ask(router);
        assertThat(balance(router, "all").used()).isEqualTo(3 * DEAR_COST);
    }

    @Test
    void theReservationsOfANodeThatStopsComeBack() {
        Router router = house.router(ALL);
        during(() -> {
            router.close();
            house.time.advance(Duration.ofSeconds(31));
            Router other = house.router(ALL);
            assertThat(balance(other, "all").reserved()).isZero();
        });

        ask(router);

        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
    }
}
