package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * The highest price that a deployment may have. One without a known price is above any ceiling.
 *
 * @param input Highest price of input tokens, in USD per million.
 * @param output Highest price of output tokens, in USD per million.
 */
@ConfigurationPropertiesSource
record PriceCeilingProperties(
        @Nullable BigDecimal input, @Nullable BigDecimal output) {

    private static final Price NONE = new Price(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    Price ceiling(String property) {
        Checks checks = new Checks(property);
        BigDecimal in = checks.notNegative("input", input == null ? BigDecimal.ZERO : input);
        BigDecimal out = checks.notNegative("output", output == null ? BigDecimal.ZERO : output);
        Price given = checks.fitting(null, () -> Price.perMillion(in, in, out));
        return new Price(
                input == null ? NONE.input() : given.input(),
                NONE.cachedInput(),
                output == null ? NONE.output() : given.output());
    }

    /** The lower ceiling of each part. */
    static Price lower(Price left, @Nullable Price right) {
        return right == null
                ? left
                : new Price(
                        Math.min(left.input(), right.input()),
                        Math.min(left.cachedInput(), right.cachedInput()),
                        Math.min(left.output(), right.output()));
    }
}
