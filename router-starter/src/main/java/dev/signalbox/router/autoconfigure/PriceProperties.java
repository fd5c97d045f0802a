package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * A price, in USD per million tokens.
 *
 * @param input Price of input tokens, in USD per million.
 * @param output Price of output tokens, reasoning included, in USD per million.
 * @param cachedInput Price of input tokens that the provider reads from its cache, in USD per million; that of input
 *     unless given.
 */
@ConfigurationPropertiesSource
record PriceProperties(
        @Nullable BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cachedInput) {

    Price price(String property) {
        Checks checks = new Checks(property);
        BigDecimal in = checks.notNegative("input", checks.required("input", input, "in USD per million tokens"));
        BigDecimal out = checks.notNegative("output", checks.required("output", output, "in USD per million tokens"));
        BigDecimal cached = cachedInput == null ? in : checks.notNegative("cached-input", cachedInput);
        return checks.fitting(null, () -> Price.perMillion(in, cached, out));
    }
}
