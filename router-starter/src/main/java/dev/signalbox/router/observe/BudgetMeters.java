package dev.signalbox.router.observe;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.event.RouterEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Meters of budgets, by the budget's name alone: subjects are too many, and nobody's business. */
final class BudgetMeters {

    private final MeterRegistry registry;
    private final MeterProvider<Counter> refused;
    private final MeterProvider<Counter> warnings;
    private final MeterProvider<Counter> exceeded;
    private final MeterProvider<Counter> failures;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    BudgetMeters(MeterRegistry registry) {
        this.registry = registry;
        refused = counter(ObservationNames.BUDGET_REFUSED, "Attempts that a budget had not enough left for");
        warnings =
                counter(ObservationNames.BUDGET_WARNINGS, "Shares of limits that were reached at which budgets warn");
        exceeded = counter(ObservationNames.BUDGET_EXCEEDED, "Accounts of budgets that have come to their limit");
        failures = counter(ObservationNames.BUDGET_STORE_FAILURES, "What the store of budgets has failed at");
    }

    private MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    void on(RouterEvent event) {
        if (event instanceof RouterEvent.BudgetRefused told) {
            count(refused, told.refusal().budget());
        } else if (event instanceof RouterEvent.BudgetWarning told) {
            count(warnings, told.budget());
        } else if (event instanceof RouterEvent.BudgetExceeded told) {
            count(exceeded, told.budget());
        } else if (event instanceof RouterEvent.BudgetStoreFailed told) {
            failures.withTag(ObservationNames.STORE_OPERATION, told.operation()).increment();
        } else if (event instanceof RouterEvent.BudgetChanged told) {
            uses.computeIfAbsent(told.budget().name(), this::register).balance = told.balance();
        }
    }

    private static void count(MeterProvider<Counter> counter, Budget budget) {
        counter.withTag(ObservationNames.BUDGET, budget.name()).increment();
    }

    private Use register(String budget) {
        Use use = new Use();
        Gauge.builder(ObservationNames.BUDGET_USED, use, Use::share)
                .description("Share of the limit that is used, of budgets of all calls together")
                .tag(ObservationNames.BUDGET, budget)
                .register(registry);
        return use;
    }

    /** How a budget of all calls together stands. */
    private static final class Use {

        private volatile @Nullable BudgetBalance balance;

        double share() {
            BudgetBalance known = balance;
            return known == null ? 0 : (double) known.used() / Math.max(1, known.limit());
        }
    }
}
