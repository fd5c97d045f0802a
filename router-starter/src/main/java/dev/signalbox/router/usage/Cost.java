package dev.signalbox.router.usage;

import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What usage cost: exact, in pico-USD (10<sup>-12</sup> USD).
 *
 * @param pico the known part
 * @param complete whether the known part is all; unknown is not zero
 */
public record Cost(long pico, boolean complete) {

    private static final int DIGITS = 12;

    /** Nothing was used. */
    public static final Cost ZERO = new Cost(0, true);

    /** Something was used whose price nobody knows. */
    public static final Cost UNKNOWN = new Cost(0, false);

    /** The cost of one request's usage: each kind of token times its price, that of the tier which the input reaches. */
    public static Cost of(Usage usage, @Nullable Price price) {
        if (usage.total() == 0) {
            return ZERO;
        }
        if (price == null) {
            return UNKNOWN;
        }
        Price reached = price.at(usage.input());
        long plain = Math.multiplyExact(usage.input() - usage.cachedInput() - usage.cacheWrite(), reached.input());
        long cached = Math.multiplyExact(usage.cachedInput(), reached.cachedInput());
        long written = Math.multiplyExact(usage.cacheWrite(), reached.cacheWrite());
        long output = Math.multiplyExact(usage.output(), reached.output());
        return new Cost(Math.addExact(Math.addExact(plain, cached), Math.addExact(written, output)), true);
    }

    /** Both together. */
    public Cost plus(Cost other) {
        return new Cost(Math.addExact(pico, other.pico), complete && other.complete);
    }

    /** The known part in USD. */
    public BigDecimal usd() {
        return BigDecimal.valueOf(pico, DIGITS);
    }

    /** For people: {@code $0.00012}, {@code unknown}, or {@code $0.00012 + unknown}. */
    @Override
    public String toString() {
        BigDecimal usd = usd().stripTrailingZeros();
        String known = "$" + (usd.scale() < 2 ? usd.setScale(2) : usd).toPlainString();
        if (complete) {
            return known;
        }
        return pico == 0 ? "unknown" : known + " + unknown";
    }
}
