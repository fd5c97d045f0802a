package dev.signalbox.test.budget;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static dev.signalbox.test.budget.BudgetHouse.CHEAP;
import static dev.signalbox.test.budget.BudgetHouse.CHEAP_COST;
import static dev.signalbox.test.budget.BudgetHouse.DEAR_COST;
import static dev.signalbox.test.budget.BudgetHouse.ask;
import static dev.signalbox.test.budget.BudgetHouse.balance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.NonRetriableException;
import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.Budget.OnLimit;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent.BudgetExceeded;
import dev.signalbox.router.event.RouterEvent.BudgetRefused;
import dev.signalbox.router.event.RouterEvent.BudgetWarning;
import dev.signalbox.router.execution.MissingBudgetStoreException;
import dev.signalbox.router.execution.UnusablePolicyException;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.ScriptedReply;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void theExceptionCarriesTheAttemptsMadeBefore() {
        house.cheap.always(ScriptedReply.error(503));
        Router router = house.router(Budget.of("all", "0.0002 USD").build());

        assertThatThrownBy(() -> ask(router)).isInstanceOf(InternalServerException.class);

        house.policy = policy -> policy.models(List.of("cheap", "dear")).retries(Retries.NONE);
        Router cheapFirst = house.router(Budget.of("other", "0.0002 USD").build());
        var thrown = catchThrowableOfType(BudgetExceededException.class, () -> ask(cheapFirst));
        assertThat(thrown.call().attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.deployment()).isEqualTo(CHEAP);
            assertThat(attempt.failure().kind()).isEqualTo(FailureKind.SERVER);
        });
        assertThat(thrown).hasMessageContaining("Attempts: near/cheap");
    }

    @Test
    void eachSubjectHasABudgetOfItsOwn() {
        Router router = house.router(
                Budget.of("tenant-day", "1 USD").per("tenant").build(),
                Budget.of("gold", "1 USD").per("tag:tier").build(),
                Budget.of("by-policy", "1M tokens").per("policy").build());
        CallFacts acme = CallFacts.NONE.tenant("acme").tag("tier", "gold");

        ask(router, acme);
        ask(router, acme);
        ask(router, CallFacts.NONE.tenant("globex"));
        ask(router);

        assertThat(used(router, "tenant-day"))
                .containsExactly(Map.entry("acme", 2 * DEAR_COST), Map.entry("globex", DEAR_COST));
        assertThat(used(router, "gold")).containsExactly(Map.entry("gold", 2 * DEAR_COST));
        assertThat(used(router, "by-policy")).containsExactly(Map.entry("routine", 440L));
    }

    private static List<Map.Entry<String, Long>> used(Router router, String budget) {
        return router.budget(budget).balances().stream()
                .map(balance -> Map.entry(balance.account().subject(), balance.used()))
                .toList();
    }

    @Test
    void aCallUnderSeveralBudgetsNeedsLeaveOfAll() {
        Router router = house.router(
                Budget.of("wide", "1 USD").build(),
                Budget.of("narrow", "40 tokens").per("tenant").build());

        var thrown =
                catchThrowableOfType(BudgetExceededException.class, () -> ask(router, CallFacts.NONE.tenant("acme")));

        assertThat(thrown.budget().name()).isEqualTo("narrow");
        assertThat(thrown.asked()).isEqualTo(BudgetAmount.of("506 tokens"));
        assertThat(router.budget("wide").balances()).isEmpty();
    }

    @Test
    void aBudgetMayBeOfSomePoliciesOnly() {
        Router router = house.router(
                Budget.of("planning", "1 tokens").policies(Set.of("cheap")).build());

        assertThat(ask(router)).answeredBy("far/dear");
        assertThatThrownBy(() -> router.policy("cheap").chat("hello")).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void whatIsPredictedAndNotTheMostPossibleIsReserved() {
        Router router = house.router(Budget.of("all", "0.0060 USD").build());
        for (int call = 0; call < 15; call++) {
            assertThat(ask(router).succeeded()).isTrue();
        }

        assertThat(house.dear.requestCount()).isGreaterThan(13);
        assertThat(balance(router, "all").used())
                .isLessThanOrEqualTo(balance(router, "all").limit());
    }

    /** One endless answer must not close the budgets of others, from whose calls nobody could learn better. */
    @Test
    void anUntouchedBudgetLetsACallGoWhateverWasLearnt() {
        Router router =
                house.router(Budget.of("tenant-day", "0.0060 USD").per("tenant").build());
        house.dear.reply(ScriptedReply.text("on and on").usage(100, 100_000));

        assertThat(ask(router, CallFacts.NONE.tenant("acme"))).answeredBy("far/dear");
        assertThatThrownBy(() -> ask(router, CallFacts.NONE.tenant("acme")))
                .isInstanceOf(BudgetExceededException.class);
        assertThat(ask(router, CallFacts.NONE.tenant("globex"))).answeredBy("far/dear");
    }

    @Test
    void theUseOfAWindowComesBackWhenItIsOver() {
        Router router = house.router(Budget.of("all", "0.00521 USD")
                .window(BudgetWindow.of("day", ZoneId.of("Europe/Berlin")))
                .build());
        ask(router);
        assertThat(ask(router)).answeredBy("far/dear");
        for (int call = 0; call < 40 && house.cheap.requestCount() == 0; call++) {
            ask(router);
        }
        assertThat(house.cheap.requestCount()).isEqualTo(1);

        house.time.advance(Duration.ofDays(1));

        assertThat(router.budget("all").balances()).allMatch(balance -> balance.used() == 0);
        assertThat(ask(router)).answeredBy("far/dear");
    }

    @Test
    void aDegradedCallGoesToTheCheapestFirst() {
        Router router = house.router(
                Budget.of("all", "0.0004 USD").onLimit(OnLimit.DEGRADE).build());
        assertThat(ask(router)).answeredBy("far/dear");
        assertThat(ask(router)).answeredBy("far/dear");

        RoutedCall degraded = ask(router);

        assertThat(degraded).answeredBy("near/cheap");
        assertThat(degraded.decision().degradedBy()).isEqualTo("all");
        assertThat(degraded.decision().explain()).contains("cheapest first because the budget 'all' is used up");
        assertThat(balance(router, "all").used()).isEqualTo(2 * DEAR_COST + CHEAP_COST);
        assertThat(house.events(BudgetRefused.class)).isEmpty();
        house.time.advance(Duration.ofDays(2));
        assertThat(ask(router)).answeredBy("far/dear");
    }

    @Test
    void aBudgetThatOnlyWarnsLetsAllThrough() {
        Router router = house.router(Budget.of("all", "0.0004 USD")
                .onLimit(OnLimit.WARN)
                .warnAt(List.of(0.5, 0.9))
                .build());

        for (int call = 0; call < 5; call++) {
            assertThat(ask(router)).answeredBy("far/dear");
        }

        assertThat(house.events(BudgetWarning.class))
                .extracting(BudgetWarning::share)
                .containsExactly(0.5, 0.9);
        assertThat(house.events(BudgetExceeded.class))
                .singleElement()
                .satisfies(exceeded -> assertThat(exceeded.balance().used()).isEqualTo(2 * DEAR_COST));
        assertThat(balance(router, "all").used()).isEqualTo(5 * DEAR_COST);
    }

    @Test
    void warningsComeOncePerWindowAndSubject() {
        Router router = house.router(Budget.of("tenants", "0.0003 USD")
                .per("tenant")
                .onLimit(OnLimit.WARN)
                .window(BudgetWindow.of("day", ZoneOffset.UTC))
                .build());
        CallFacts acme = CallFacts.NONE.tenant("acme");
        CallFacts globex = CallFacts.NONE.tenant("globex");

        List.of(acme, acme, globex, acme, globex).forEach(facts -> ask(router, facts));
        house.time.advance(Duration.ofDays(1));
        ask(router, acme);

        assertThat(house.events(BudgetWarning.class))
                .extracting(warning -> warning.balance().account().subject())
                .containsExactly("acme", "globex", "acme");
        assertThat(house.events(BudgetExceeded.class)).hasSize(3);
    }

    @Test
    void whatHasNoPriceIsLeftOutWhereMoneyIsCounted() {
        house.policy = policy -> policy.models(List.of("unpriced", "dear"));
        Router router = house.router(Budget.of("tenants", "1 USD").per("tenant").build());

        assertThat(ask(router, CallFacts.NONE.tenant("acme"))).answeredBy("far/dear");
        assertThat(ask(router)).answeredBy("near/unpriced");
        assertThat(router.explain(CallFacts.NONE.tenant("acme")))
                .chose("far/dear")
                .excluded("near/unpriced", Reason.PRICE);
    }

    @Test
    void aPolicyOfWhichNothingHasAPriceDoesNotFitABudgetOfMoney() {
        house.policy = policy -> policy.models(List.of("unpriced"));

        assertThatThrownBy(() ->
                        house.router(Budget.of("tenants", "1 USD").per("tenant").build()))
                .isInstanceOf(UnusablePolicyException.class)
                .hasMessage(
                        "The policy 'routine' has no usable deployment: near/unpriced (price: unknown, and the budget"
                                + " 'tenants' counts money).");
        assertThat(ask(house.router(Budget.of("tenants", "1k tokens").build()))).answeredBy("near/unpriced");
    }

    @Test
    void explainingForeseesWhatBudgetsWillRefuse() {
        Router router = house.router(Budget.of("all", "0.0002 USD").build());
        assertThat(router.explain(CallFacts.NONE)).chose("far/dear");

        ask(router);

        assertThat(router.explain(CallFacts.NONE)).chose("near/cheap").excluded("far/dear", Reason.BUDGET);
        assertThat(router.explain(CallFacts.NONE).exclusion("far/dear").orElseThrow())
                .hasToString("far/dear (budget: all, 0.000188 USD of 0.0002 USD left)");
        assertThat(ask(router).decision().exclusions()).isEmpty();
    }

    @Test
    void aLimitMayBeRaisedAtRunTime() {
        Router router = house.router(Budget.of("all", "0 USD").build());
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetExceededException.class);

        router.limitBudget("all", BudgetAmount.of("1 USD"));

        assertThat(ask(router)).answeredBy("far/dear");
        assertThat(router.budget("all").limit()).isEqualTo(BudgetAmount.of("1 USD"));
        router.limitBudget("all", null);
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetExceededException.class);
        assertThatThrownBy(() -> router.limitBudget("all", BudgetAmount.of("1 tokens")))
                .hasMessage("The limit of the budget 'all' is 0 USD and cannot be 1 tokens, which is another unit.");
        assertThatThrownBy(() -> router.limitBudget("al", null))
                .hasMessage("'al' is not a budget. Did you mean 'all'? Known budgets: all.");
    }

    @Test
    void whatWasUsedMayBeForgotten() {
        Router router = house.router(Budget.of("tenants", "0.0004 USD")
                .per("tenant")
                .onLimit(OnLimit.DEGRADE)
                .build());
        CallFacts acme = CallFacts.NONE.tenant("acme");
        ask(router, acme);
        ask(router, acme);
        ask(router, CallFacts.NONE.tenant("globex"));
        assertThat(router.explain(acme)).chose("near/cheap");

        router.resetBudget("tenants", "acme");

        assertThat(router.explain(acme)).chose("far/dear");
        assertThat(used(router, "tenants"))
                .contains(Map.entry("globex", DEAR_COST))
                .doesNotContain(Map.entry("acme", 2 * DEAR_COST));
        router.resetBudget("tenants", null);
        assertThat(used(router, "tenants")).allMatch(account -> account.getValue() == 0);
    }

    @Test
    void whatWasUsedSurvivesAReloadByTheNameOfTheBudget() {
        Router router = house.router(
                Budget.of("all", "1 USD").build(), Budget.of("gone", "1 USD").build());
        ask(router);

        router.reload(house.builder(
                Budget.of("all", "0.0003 USD").build(),
                Budget.of("new", "1 USD").build()));

        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
        assertThat(router.budgets())
                .extracting(status -> status.budget().name())
                .containsExactly("all", "new");
        assertThatThrownBy(() -> router.budget("gone")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ask(router)).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aReloadThatCountsAnotherUnitMakesNoTokensOfMoney() {
        Router router = house.router(Budget.of("all", "1 USD").build());
        ask(router);

        router.reload(house.builder(Budget.of("all", "10k tokens").build()));
        ask(router);

        assertThat(balance(router, "all").used()).isEqualTo(110);
        router.reload(house.builder(Budget.of("all", "1 USD").build()));
        assertThat(balance(router, "all").used()).isEqualTo(DEAR_COST);
    }

    @Test
    void aReloadThatDoesNotFitChangesNothing() {
        Router router = house.router(Budget.of("all", "1 USD").build());

        assertThatThrownBy(() -> router.reload(
                        house.builder(Budget.of("all", "2 USD").per("customer").build())))
                .hasMessage(
                        "The budget 'all': 'customer' is no scope. Write one of global, policy, tenant, user, key, run,"
                                + " tag:<name>.");

        assertThat(router.budget("all").limit()).isEqualTo(BudgetAmount.of("1 USD"));
    }

    @Test
    void twoBudgetsOfOneNameDoNotFit() {
        Budget all = Budget.of("all", "1 USD").build();

        assertThatThrownBy(() -> house.router(all, all)).hasMessage("Two budgets are named 'all'. Rename one of them.");
    }

    @Test
    void aBudgetNeedsAStore() {
        RouterBuilder builder = house.builder(Budget.of("all", "1 USD").build());
        house.store = null;

        assertThatThrownBy(
                        () -> house.builder(Budget.of("all", "1 USD").build()).build())
                .isInstanceOf(MissingBudgetStoreException.class)
                .hasMessage("There is the budget 'all', and no BudgetStore to count what it has used.");
        assertThat(builder.build().budgets()).hasSize(1);
    }

    @Test
    void aCallWithoutBudgetAsksNoStore() {
        FailingStore store = new FailingStore(house.store).fail(true);
        house.store = store;
        Router router = house.router(Budget.of("tenants", "1 USD").per("tenant").build());

        assertThat(ask(router)).answeredBy("far/dear");

        assertThat(store.failures()).isZero();
        assertThat(house.time.pendingTimers()).isZero();
    }

    @Test
    void whatIsKnownOfABudgetOfAllCallsIsRefreshedByTheHeartbeat() {
        Router router = house.router(Budget.of("all", "1 USD").build());
        ask(router);
        Router other = house.router(Budget.of("all", "1 USD").build());
        ask(other);
        assertThat(router.lastKnownBalance("all", "")).map(BudgetBalance::used).hasValue(DEAR_COST);

        house.time.advance(Duration.ofSeconds(10));

        assertThat(router.lastKnownBalance("all", "")).map(BudgetBalance::used).hasValue(2 * DEAR_COST);
        assertThat(router.lastKnownBalance("all", "nobody")).isEmpty();
    }
}
