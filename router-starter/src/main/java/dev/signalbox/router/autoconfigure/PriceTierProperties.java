package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Price;
import dev.signalbox.router.model.Price.Tier;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * What a request costs that is as long as the tier says, all its tokens, in USD per million.
 *
 * @param from Least number of input tokens, cached ones included.
 * @param input Price of input tokens, in USD per million.
 * @param output Price of output tokens, reasoning included, in USD per million.
 * @param cachedInput Price of input tokens that the provider reads from its cache, in USD per million; that of input
 *     unless given.
 * @param cacheWrite Price of input tokens that the provider writes to its cache, in USD per million; that of input unless
 *     given.
 */
@ConfigurationPropertiesSource
record PriceTierProperties(
        @Nullable Integer from,
        @Nullable BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite) {

    Tier tier(String property) {
        Checks checks = new Checks(property);
        int begin = checks.atLeast("from", 1, checks.required("from", from, "as a number of input tokens"));
        Price price = PriceProperties.flat(checks, input, output, cachedInput, cacheWrite);
        return new Tier(begin, price);
    }
}
