package dev.signalbox.router.actuate;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.execution.BudgetStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A budget, as the endpoint shows it. Amounts are USD or tokens.
 *
 * @param name its name
 * @param per by what calls are counted together
 * @param unit {@code usd} or {@code tokens}
 * @param limit the limit in force
 * @param configuredLimit the limit that is configured
 * @param window the time over which use counts
 * @param onLimit what happens at the limit
 * @param policies the policies and models that are under it; empty for all
 * @param resetsAt when nothing counts any more of what was used so far, {@code null} for never
 * @param accounts what was used, most first; a hundred at most
 */
record BudgetView(
        String name,
        String per,
        String unit,
        BigDecimal limit,
        BigDecimal configuredLimit,
        String window,
        String onLimit,
        List<String> policies,
        @Nullable String resetsAt,
        List<AccountView> accounts) {

    /**
     * What one subject has used.
     *
     * @param subject whose use it is; empty where all calls count together
     * @param used what was used within the window
     * @param reserved what is kept for calls under way
     * @param left what is neither; below zero if more was used than allowed
     */
    record AccountView(String subject, BigDecimal used, BigDecimal reserved, BigDecimal left) {

        static AccountView of(Budget budget, BudgetBalance balance) {
            return new AccountView(
                    balance.account().subject(),
                    budget.amount(balance.used()).number(),
                    budget.amount(balance.reserved()).number(),
                    budget.amount(balance.left()).number());
        }
    }

    static BudgetView of(BudgetStatus status) {
        Budget budget = status.budget();
        Instant resetsAt = status.resetsAt();
        return new BudgetView(
                budget.name(),
                budget.per(),
                budget.limit().unit().name().toLowerCase(Locale.ROOT),
                status.limit().number(),
                budget.limit().number(),
                budget.window().toString(),
                budget.onLimit().name().toLowerCase(Locale.ROOT),
                budget.policies().stream().sorted().toList(),
                resetsAt == null ? null : resetsAt.toString(),
                status.balances().stream()
                        .map(balance -> AccountView.of(budget, balance))
                        .toList());
    }
}
