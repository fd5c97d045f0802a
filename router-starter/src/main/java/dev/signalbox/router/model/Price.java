package dev.signalbox.router.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment charges per token, in pico-USD (10<sup>-12</sup> USD), so that every product with a token count is
 * exact. One USD per million tokens is 1,000,000 pico-USD per token.
 *
 * @param input price of an input token
 * @param cachedInput price of an input token that the provider read from its cache
 * @param cacheWrite price of an input token that the provider wrote to its cache
 * @param output price of an output token, reasoning included
 * @param tiers what longer requests cost instead, the shortest first
 * @param date of which day's price list it is; {@code null} if the application says it
 */
public record Price(
        long input,
        long cachedInput,
        long cacheWrite,
        long output,
        List<Tier> tiers,
        @Nullable LocalDate date) {

    private static final int DIGITS = 6;

    /**
     * What requests from a length on cost, all their tokens, the first ones too.
     *
     * @param from the least number of input tokens, cached ones included
     * @param price their price
     */
    public record Tier(long from, Price price) {

        /**
         * Checks the tier.
         *
         * @throws IllegalArgumentException if it begins below one token, or if its price has tiers of its own
         */
        public Tier {
            if (from < 1 || !price.tiers.isEmpty()) {
                throw new IllegalArgumentException("A price tier begins at one input token or more and has no tiers of"
                        + " its own, but was from " + from + " with " + price.tiers.size() + " tiers.");
            }
        }
    }

    /**
     * Checks the prices and sorts the tiers.
     *
     * @throws IllegalArgumentException if a price is negative, or if two tiers begin at the same length
     */
    public Price {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0) {
            throw new IllegalArgumentException("A price is never negative, but was input " + input + ", cached input "
                    + cachedInput + ", cache write " + cacheWrite + ", output " + output + " pico-USD per token.");
        }
        tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::from)).toList();
        for (int index = 1; index < tiers.size(); index++) {
            if (tiers.get(index).from == tiers.get(index - 1).from) {
                throw new IllegalArgumentException("Two price tiers begin at " + tiers.get(index).from
                        + " input tokens. Each length has one price; remove one of them.");
            }
        }
    }

    /** A price that is the same for all lengths; what is written to the cache costs as much as other input. */
    public Price(long input, long cachedInput, long output) {
        this(input, cachedInput, input, output, List.of(), null);
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
        return perMillion(input, cachedInput, input, output);
    }

    /**
     * A price in USD per million tokens, the unit of price lists.
     *
     * @throws IllegalArgumentException if a price is negative or has more than six decimal places
     */
    public static Price perMillion(BigDecimal input, BigDecimal cachedInput, BigDecimal cacheWrite, BigDecimal output) {
        return new Price(pico(input), pico(cachedInput), pico(cacheWrite), pico(output), List.of(), null);
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

    /**
     * The same price for short requests.
     *
     * @throws IllegalArgumentException if two tiers begin at the same length
     */
    public Price withTiers(List<Tier> others) {
        return new Price(input, cachedInput, cacheWrite, output, others, date);
    }

    /** The same price, from the price list of that day. */
    public Price withDate(LocalDate day) {
        return new Price(input, cachedInput, cacheWrite, output, tiers, day);
    }

    /** The price of a request with so many input tokens, cached ones included: that of the last tier it reaches. */
    public Price at(long inputTokens) {
        Price reached = this;
        for (int index = 0; index < tiers.size() && inputTokens >= tiers.get(index).from; index++) {
            reached = tiers.get(index).price;
        }
        return reached;
    }

    /**
     * Whether neither the input nor the output price is above that of the ceiling. Looks at no tier: what a request
     * reaches is asked of {@link #at}.
     */
    public boolean within(Price ceiling) {
        return input <= ceiling.input && output <= ceiling.output;
    }

    /** The prices in USD per million tokens, for example {@code 0.05/0.10}; {@code 5.00/30.00+} if it has tiers. */
    @Override
    public String toString() {
        return usd(input) + "/" + usd(output) + (tiers.isEmpty() ? "" : "+");
    }

    private static String usd(long pico) {
        BigDecimal usd = BigDecimal.valueOf(pico, DIGITS).stripTrailingZeros();
        return (usd.scale() < 2 ? usd.setScale(2) : usd).toPlainString();
    }
}
