package dev.signalbox.router.gateway;

import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetAmount;
import dev.signalbox.router.budget.BudgetUnit;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.key.KeyBudget;
import dev.signalbox.router.key.VirtualKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the budget of a key, in our words ({@code budget}, {@code budget_window}) or in OpenRouter's ({@code limit}, a number
 * of USD, and {@code limit_reset}), but not in both.
 */
final class KeyBudgetReader {

    private static final Map<String, String> WINDOWS = Map.of("daily", "day", "weekly", "week", "monthly", "month");
    private static final int DIGITS = 12;

    private final ObjectNode body;
    private final boolean foreign;
    private final Field amount;
    private final Field window;

    KeyBudgetReader(ObjectNode body) {
        this.body = body;
        this.foreign = body.has("limit") || body.has("limit_reset");
        this.amount = Field.of(body).get(foreign ? "limit" : "budget");
        this.window = Field.of(body).get(foreign ? "limit_reset" : "budget_window");
        if (foreign && (body.has("budget") || body.has("budget_window"))) {
            throw amount.wrong(
                    "and 'limit_reset' say the same as 'budget' and 'budget_window'; write one or the other");
        }
    }

    /** The budget that a key has from now on. */
    @Nullable
    Budget read(VirtualKey key) {
        BudgetAmount limit = limit(key.budget());
        if (limit == null) {
            if (!window.isAbsent()) {
                throw window.wrong("needs '" + amount.path() + "' with it");
            }
            return null;
        }
        return KeyBudget.budget(key.name(), limit, window(key.budget()));
    }

    private @Nullable BudgetAmount limit(@Nullable Budget before) {
        if (!body.has(amount.path())) {
            return before == null ? null : before.limit();
        }
        return foreign ? usd() : fitting(amount, BudgetAmount::of);
    }

    private BudgetWindow window(@Nullable Budget before) {
        if (!body.has(window.path()) && before != null) {
            return before.window();
        }
        String text = foreign ? reset() : window.text(KeyBudget.DEFAULT_WINDOW);
        return text == null ? BudgetWindow.lifetime() : fitting(window, text, KeyBudget::window);
    }

    private @Nullable BudgetAmount usd() {
        BigDecimal number = amount.decimal();
        if (number == null) {
            return null;
        }
        try {
            long pico = number.movePointRight(DIGITS).longValueExact();
            if (pico >= 0) {
                return new BudgetAmount(BudgetUnit.USD, pico);
            }
        } catch (ArithmeticException e) {
            // Said below.
        }
        throw amount.wrong("must be an amount of USD from 0 to nine million, with at most twelve decimal places");
    }

    /** OpenRouter's null is what is never reset. */
    private @Nullable String reset() {
        String text = window.text();
        return text == null ? null : WINDOWS.getOrDefault(text, text);
    }

    private static <T> @Nullable T fitting(Field field, Function<String, T> reader) {
        String text = field.text();
        return text == null ? null : fitting(field, text, reader);
    }

    private static <T> T fitting(Field field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw field.refused(String.valueOf(e.getMessage()));
        }
    }
}
