package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.BudgetExceededException;
import dev.signalbox.router.BudgetUnavailableException;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.Budget.OnLimit;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.budget.CalendarWindow;
import dev.signalbox.router.execution.BudgetSettings.OnFailure;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Budgets, from the property to the call that is refused. */
@ExtendWith(OutputCaptureExtension.class)
class BudgetConfigurationTests {

    private static Yaml budgets(String budgets) {
        return Yaml.of("""
                signalbox:
                  models:
                    small.deployments: [{ provider: simulated, model-id: small, price: { input: 1, output: 2 } }]
                  policies.routine.models: [small]
                  budgets:
                    %s
                """.formatted(budgets));
    }

    private static RouterConfiguration read(Yaml yaml) {
        return RouterConfiguration.read(yaml.environment(), Set.of("simulated"));
    }

    @Test
    void propertiesBecomeBudgets() {
        List<Budget> budgets = read(budgets("""
                tenant-day: { per: tenant, limit: 20 USD }
                    team-month:
                      per: tag:team
                      limit: 500k tokens
                      window: month
                      zone: Europe/Berlin
                      on-limit: degrade
                      warn-at: [0.9, 0.5]
                      policies: [routine, small]
                    ever: { limit: 1M tokens, window: lifetime, on-limit: warn, warn-at: [] }
                """)).budgets().budgets();

        assertThat(budgets)
                .containsExactly(
                        Budget.of("tenant-day", "20 USD")
                                .per("tenant")
                                .window(BudgetWindow.rolling(Duration.ofDays(1)))
                                .onLimit(OnLimit.REFUSE)
                                .warnAt(List.of(0.8))
                                .build(),
                        Budget.of("team-month", "500k tokens")
                                .per("tag:team")
                                .window(BudgetWindow.calendar(CalendarWindow.Unit.MONTH, ZoneId.of("Europe/Berlin")))
                                .onLimit(OnLimit.DEGRADE)
                                .warnAt(List.of(0.5, 0.9))
                                .policies(Set.of("routine", "small"))
                                .build(),
                        Budget.of("ever", "1M tokens")
                                .window(BudgetWindow.lifetime())
                                .onLimit(OnLimit.WARN)
                                .warnAt(List.of())
                                .build());
    }

    @Test
    void aBudgetRefusesACallThatDoesNotFit() {
        budgets("tiny: { limit: 1 tokens }").runner().run(context -> {
            Router router = context.getBean(Router.class);

            assertThatThrownBy(() -> router.chatModel().chat("hello"))
                    .isInstanceOf(BudgetExceededException.class)
                    .hasMessageContaining("the budget 'tiny' has not enough left: 0 tokens of 1 tokens are used");
            assertThat(context).hasSingleBean(MemoryBudgetStore.class);
        });
    }

    @Test
    void whatIsUsedIsCounted() {
        budgets("all: { limit: 20 USD }").runner().run(context -> {
            Router router = context.getBean(Router.class);

            router.chatModel().chat("hello");

            assertThat(router.budget("all").balances().get(0).used()).isPositive();
            assertThat(router.budget("all").balances().get(0).reserved()).isZero();
        });
    }

    @Test
    void aStoreOfTheApplicationTakesThePlaceOfTheOneInMemory() {
        BudgetStore broken = (BudgetStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BudgetStore.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("out of order");
                });

        budgets("all: { limit: 20 USD }")
                .runner()
                .withBean(BudgetStore.class, () -> broken)
                .run(context -> {
                    assertThat(context).doesNotHaveBean(MemoryBudgetStore.class);
                    assertThatThrownBy(() ->
                                    context.getBean(Router.class).chatModel().chat("hello"))
                            .isInstanceOf(BudgetUnavailableException.class)
                            .hasMessageContaining("(out of order)");
                });
        budgets("all: { limit: 20 USD }\n  stores.budgets.on-failure: allow")
                .runner()
                .withBean(BudgetStore.class, () -> broken)
                .run(context -> assertThat(
                                context.getBean(Router.class).chatModel().chat("hello"))
                        .isNotEmpty());
    }

    @Test
    void whatHappensWhenTheStoreFailsIsSet() {
        assertThat(read(budgets("all: { limit: 20 USD }")).budgets().onFailure())
                .isEqualTo(OnFailure.REFUSE);
        assertThat(read(budgets("all: { limit: 20 USD }\n  stores.budgets.on-failure: allow"))
                        .budgets()
                        .onFailure())
                .isEqualTo(OnFailure.ALLOW);
    }

    @Test
    void theStartTableShowsThem(CapturedOutput output) {
        budgets("""
                tenant-day: { per: tenant, limit: 20 USD, on-limit: degrade }
                    team-month: { limit: 500k tokens, window: month, zone: Europe/Berlin, policies: [routine] }
                """).runner().run(context -> {});

        assertThat(output.getOut())
                .contains("0 rules, 0 guards, 2 budgets\n")
                .contains("\n  budget tenant-day: 20 USD per tenant, 1d, then degrade\n")
                .contains("\n  budget team-month: 500000 tokens, month in Europe/Berlin, then refuse, for routine\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { per: tenant }                                 | limit    | 'signalbox.budgets.b.limit' is missing.
            { limit: 5 USD, warn-at: 1.5 }                  | warn-at  | 'signalbox.budgets.b.warn-at' is 1.5. It must be above 0 and below 1.
            { limit: 5 USD, zone: Europe/Berlin }           | zone     | 'signalbox.budgets.b.zone' changes nothing: the window '1d' is the same everywhere.
            { limit: 5 USD, window: day, zone: Europe/Bern} | zone     | 'Europe/Bern' is not a time zone. Did you mean 'Europe/Berlin'?
            { limit: 5 USD, policies: [routin] }            | policies | 'routin' is none of the policies and models. Did you mean 'routine'?
            { limit: 5 USD, on-limit: stop }                | on-limit | 'stop' is none of the values.
            { limit: 5 USD, window: 0s }                    | window   | A rolling window is at least one second long, but was 0 ms.
            { limit: 5 USD, per: "tag:" }                   | per      | 'tag:' is no scope.
            """)
    void whatDoesNotFitIsTold(String budget, String key, String said) {
        Report report = Report.of(budgets("b: " + budget).text());

        assertThat(report.description()).contains(said).contains("Property: signalbox.budgets.b." + key);
    }

    @Test
    void namesHoldLowerCaseLettersDigitsAndDashes() {
        Report report = Report.of(budgets("Team_Month: { limit: 5 USD }").text());

        assertThat(report.description()).contains("'Team_Month' cannot be a name below 'signalbox.budgets'.");
        assertThat(report.action()).isEqualTo("Write 'team-month'.");
    }
}
