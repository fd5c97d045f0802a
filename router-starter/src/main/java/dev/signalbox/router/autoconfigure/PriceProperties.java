package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.model.Price.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A price, in USD per million tokens.
 *
 * @param input Price of input tokens, in USD per million.
 * @param output Price of output tokens, reasoning included, in USD per million; nothing for embeddings unless given.
 * @param cachedInput Price of input tokens that the provider reads from its cache, in USD per million; that of input
 *     unless given.
 * @param cacheWrite Price of input tokens that the provider writes to its cache, in USD per million; that of input unless
 *     given.
 * @param tiers What longer requests cost instead; each tier begins at another length.
 */
@ConfigurationPropertiesSource
record PriceProperties(
        @Nullable BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite,
        @DefaultValue List<PriceTierProperties> tiers) {

    /** The price of a model of that kind; vectors are no output that costs anything. */
    Price price(String property, ModelKind kind) {
        Checks checks = new Checks(property);
        BigDecimal out = output == null && kind == ModelKind.EMBEDDING ? BigDecimal.ZERO : output;
        Price first = flat(checks, input, out, cachedInput, cacheWrite);
        List<Tier> others = new ArrayList<>();
        for (int index = 0; index < tiers.size(); index++) {
            others.add(tiers.get(index).tier(checks.property("tiers[" + index + "]")));
        }
        return checks.fitting(null, () -> first.withTiers(others));
    }

    /** A price that is the same for all lengths. */
    static Price flat(
            Checks checks,
            @Nullable BigDecimal input,
            @Nullable BigDecimal output,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrite) {
        BigDecimal in = checks.notNegative("input", checks.required("input", input, "in USD per million tokens"));
        BigDecimal out = checks.notNegative("output", checks.required("output", output, "in USD per million tokens"));
        BigDecimal cached = cachedInput == null ? in : checks.notNegative("cached-input", cachedInput);
        BigDecimal written = cacheWrite == null ? in : checks.notNegative("cache-write", cacheWrite);
        return checks.fitting(null, () -> Price.perMillion(in, cached, written, out));
    }
}
