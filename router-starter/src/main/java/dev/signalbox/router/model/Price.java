package dev.signalbox.router.model;

import java.math.BigDecimal;

/**
 * What a deployment charges per token, in pico-USD (10<sup>-12</sup> USD), so that every product with a token count is
 * exact. One USD per million tokens is 1,000,000 pico-USD per token.
 *
 * @param input price of an input token
 * @param cachedInput price of an input token that the provider read from its cache
 * @param output price of an output token, reasoning included
 */
public record Price(long input, long cachedInput, long output) {

    private static final int DIGITS = 6;

    /**
     * Checks the prices.
     *
     * @throws IllegalArgumentException if a price is negative
     */
    public Price {
        if (input < 0 || cachedInput < 0 || output < 0) {
            throw new IllegalArgumentException("A price is never negative, but was input " + input + ", cached input "
                    + cachedInput + ", output " + output + " pico-USD per token.");
        }
    }

    /** A price in USD per million tokens, the unit of price lists; cached input costs as much as input. */
    public static Price perMillion(String input, String output) {
        return perMillion(new BigDecimal(input), new BigDecimal(input), new BigDecimal(output));
    }

    /**
     * A price in USD per million tokens, the unit of price lists.
     *
     * @throws IllegalArgumentException if a price is negative or has more than six decimal places
     */
    public static Price perMillion(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {
        return new Price(pico(input), pico(cachedInput), pico(output));
    }

    private static long pico(BigDecimal usdPerMillion) {
        try {
            return usdPerMillion.movePointRight(DIGITS).longValueExact();
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException(
                    "A price of " + usdPerMillion.toPlainString() + " USD per million tokens cannot be kept exactly."
                            + " At most six decimal places are allowed.",
                    inexact);
        }
    }

    /** Whether neither the input nor the output price is above that of the ceiling. */
    public boolean within(Price ceiling) {
        return input <= ceiling.input && output <= ceiling.output;
    }

    /** The prices in USD per million tokens, for example {@code 0.05/0.10}. */
    @Override
    public String toString() {
        return usd(input) + "/" + usd(output);
    }

    private static String usd(long pico) {
        BigDecimal usd = BigDecimal.valueOf(pico, DIGITS).stripTrailingZeros();
        return (usd.scale() < 2 ? usd.setScale(2) : usd).toPlainString();
    }
}
