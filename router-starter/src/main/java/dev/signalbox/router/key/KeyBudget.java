package dev.signalbox.router.key;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.budget.CalendarWindow;
import java.time.ZoneId;

/**
 * The budget of a key as people write it.
 *
 * @param limit money or tokens, for example {@code 20 USD} or {@code 5M tokens}
 * @param window the calendar's {@code hour}, {@code day}, {@code week} or {@code month} in UTC, {@code lifetime}, or the
 *     length of a rolling window, for example {@code 7d}
 */
public record KeyBudget(String limit, String window) {

    /** What counts unless somebody says otherwise. */
    public static final String DEFAULT_WINDOW = "month";

    private static final ZoneId ZONE = ZoneId.of("UTC");

    /** How a budget is written. */
    public static KeyBudget of(Budget budget) {
        BudgetWindow window = budget.window();
        return new KeyBudget(
                budget.limit().toString(),
                window instanceof CalendarWindow calendar ? calendar.unit().key() : window.toString());
    }

    /**
     * Reads a window.
     *
     * @throws IllegalArgumentException if it is none, saying what is allowed
     */
    public static BudgetWindow window(String text) {
        return BudgetWindow.of(text, ZONE);
    }

    /**
     * The budget of the key of that name.
     *
     * @throws IllegalArgumentException if limit or window are none, saying what is allowed
     */
    public Budget budget(String key) {
        return budget(key, BudgetAmount.of(limit), window(window));
    }

    /** The budget of the key of that name. */
    public static Budget budget(String key, BudgetAmount limit, BudgetWindow window) {
        return Budget.builder()
                .name(VirtualKey.budgetName(key))
                .per("key")
                .limit(limit)
                .window(window)
                .build();
    }
}
