package dev.signalbox.router.actuate;

import dev.signalbox.router.Router;
import dev.signalbox.router.budget.BudgetAmount;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What the endpoint shows of budgets and does with them. */
@RequiredArgsConstructor
final class BudgetPart {

    private final Router router;

    List<BudgetView> all() {
        return router.budgets().stream().map(BudgetView::of).toList();
    }

    Optional<BudgetView> one(String name) {
        return all().stream().filter(budget -> budget.name().equals(name)).findFirst();
    }

    /**
     * Forgets what was used, or sets the limit in force.
     *
     * @param action {@code reset} or {@code limit}
     * @param argument whose use is forgotten, {@code null} for that of all; or the limit, {@code null} for the configured one
     * @return the budget as it is then; empty if there is none of that name, or no such action
     * @throws IllegalArgumentException if the limit is none
     */
    Optional<BudgetView> act(String name, String action, @Nullable String argument) {
        if (one(name).isEmpty()) {
            return Optional.empty();
        }
        switch (action) {
            case "reset" -> router.resetBudget(name, argument);
            case "limit" -> router.limitBudget(name, argument == null ? null : BudgetAmount.of(argument));
            default -> {
                return Optional.empty();
            }
        }
        return one(name);
    }
}
