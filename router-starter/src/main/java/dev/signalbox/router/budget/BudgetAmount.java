package dev.signalbox.router.budget;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So much money, or so many tokens: exact.
 *
 * @param unit what is counted
 * @param value how much: pico-USD (10<sup>-12</sup> USD) or tokens
 */
public record BudgetAmount(BudgetUnit unit, long value) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kM]?)\\s*(USD|tokens)");
    private static final int DIGITS = 12;

    /**
     * Reads an amount as it is configured: {@code 20 USD}, {@code 0.5 USD}, {@code 500k tokens}, {@code 2M tokens}.
     *
     * @throws IllegalArgumentException if it is none, or cannot be kept exactly, saying what to write
     */
    public static BudgetAmount of(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no amount. Write a number and USD or tokens, for example 20 USD, 0.50 USD, 500k tokens or"
                    + " 2M tokens.");
        }
        BudgetUnit unit = BudgetUnit.valueOf(written.group(3).toUpperCase(Locale.ROOT));
        BigDecimal value = new BigDecimal(written.group(1)).movePointRight(zeros(written.group(2)) + digits(unit));
        try {
            return new BudgetAmount(unit, value.longValueExact());
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot be kept exactly. "
                            + (unit == BudgetUnit.USD
                                    ? "At most twelve decimal places and nine million USD are allowed."
                                    : "Tokens are whole, and at most nine quintillion."),
                    inexact);
        }
    }

    private static int zeros(String factor) {
        return switch (factor) {
            case "k" -> 3;
            case "M" -> 6;
            default -> 0;
        };
    }

    private static int digits(BudgetUnit unit) {
        return unit == BudgetUnit.USD ? DIGITS : 0;
    }

    /** The amount in USD, or in tokens. */
    public BigDecimal number() {
        BigDecimal exact = BigDecimal.valueOf(value, digits(unit)).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** As it is configured: {@code 20 USD}, {@code 500000 tokens}. */
    @Override
    public String toString() {
        return number().toPlainString() + (unit == BudgetUnit.USD ? " USD" : " tokens");
    }
}
