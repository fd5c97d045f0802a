package dev.signalbox.test.budget;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.budget.BudgetHouse.CHEAP_COST;
import static dev.signalbox.test.budget.BudgetHouse.DEAR_COST;
import static dev.signalbox.test.budget.BudgetHouse.ask;
import static dev.signalbox.test.budget.BudgetHouse.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.NonRetriableException;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.BudgetRefused;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.resilience.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a budget makes of calls. */
class BudgetTests {

    private final BudgetHouse house = new BudgetHouse();

    @Test
    void whatACallCostIsBookedToThePico() {
        Router router = house.router(Budget.of("all", "1 USD").build());

        RoutedCall call = ask(router);

        assertThat(call).answeredBy("far/dear");
        assertThat(call.cost().pico()).isEqualTo(DEAR_COST);
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThat(balance(router, "all").reserved()).isZero();
    }

    @Test
    void aCheaperCandidateIsTriedWhereTheDearOneDoesNotFit() {
        Router router = house.router(Budget.of("all", "0.0002 USD").build());

        RoutedCall call = ask(router);

        assertThat(call).answeredBy("near/cheap");
        assertThat(house.dear.requestCount()).isZero();
        assertThat(house.events(BudgetRefused.class)).singleElement().satisfies(refused -> {
            assertThat(refused.deployment()).isEqualTo(BudgetHouse.DEAR);
            assertThat(refused.refusal().budget().name()).isEqualTo("all");
        });
        assertThat(balance(router, "all").used()).isEqualTo(CHEAP_COST);
    }

    @Test
    void aCallForWhichNothingIsLeftIsRefused() {
        Router router = house.router(Budget.of("tenant-day", "0.000012 USD")
                .per("tenant")
                .window(BudgetWindow.rolling(Duration.ofHours(1)))
                .build());
        CallFacts acme = CallFacts.NONE.tenant("acme");

        var thrown = catchThrowableOfType(BudgetExceededException.class, () -> ask(router, acme));

        assertThat(thrown).isInstanceOf(NonRetriableException.class);
        assertThat(thrown.kind()).isEqualTo(FailureKind.BUDGET);
        assertThat(thrown.scope()).isEqualTo("tenant");
        assertThat(thrown.subject()).isEqualTo("acme");
        assertThat(thrown.limit()).isEqualTo(BudgetAmount.of("0.000012 USD"));
        assertThat(thrown.used()).isEqualTo(BudgetAmount.of("0 USD"));
        assertThat(thrown.resetsAt()).hasValue(house.time.clock().instant().plus(Duration.ofMinutes(61)));
        assertThat(thrown.retryAfter()).hasValue(Duration.ofMinutes(61));
        assertThat(thrown.call().attempts()).isEmpty();
        assertThat(thrown)
                .hasMessageContaining("Policy 'routine': the budget 'tenant-day' of tenant 'acme' has not enough left:"
                        + " 0 USD of 0.000012 USD are used");
    }
}
