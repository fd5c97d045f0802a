package dev.signalbox.router.gateway;

import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Preferences;
import dev.signalbox.router.policy.Preferences.Cutoff;
import dev.signalbox.router.policy.Requirement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object {@code provider} of a request, by which a client narrows and orders what may serve it. Providers go by
 * their configured names.
 *
 * @see <a href="https://openrouter.ai/docs/features/provider-routing">OpenRouter, provider routing</a>
 */
@RequiredArgsConstructor
final class PreferencesReader {

    private static final Map<String, String> STRATEGIES = Map.of(
            "price", "lowest-cost",
            "throughput", "highest-throughput",
            "latency", "lowest-latency");

    private static final Map<String, Double> PERCENTILES = Map.of("p50", 0.5, "p75", 0.75, "p90", 0.9, "p99", 0.99);

    /** Digits before and behind the point of an amount of money. */
    private static final int MAX_DIGITS = 12;

    private final Field provider;

    void readInto(Preferences.PreferencesBuilder preferences, Requirement narrowed) {
        if (provider.object() == null) {
            return;
        }
        preferences
                .first(provider.get("order").texts())
                .fallbacks(provider.get("allow_fallbacks").flag(true))
                .requireParameters(provider.get("require_parameters").flag())
                .allowedQuantizations(Set.copyOf(provider.get("quantizations").texts()))
                .cutoffs(cutoffs())
                .require(requirement(narrowed));
        sort(preferences);
    }

    private void sort(Preferences.PreferencesBuilder preferences) {
        Field sort = provider.get("sort");
        if (sort.isAbsent()) {
            return;
        }
        Field by = sort.isString() ? sort : sort.get("by");
        String strategy = STRATEGIES.get(by.requiredText());
        if (strategy == null) {
            throw by.wrong("must be price, throughput or latency");
        }
        preferences.strategy(strategy);
        if (!sort.isString()) {
            preferences.acrossModels("none".equals(sort.get("partition").text("model")));
        }
    }

    private Requirement requirement(Requirement narrowed) {
        return narrowed.toBuilder()
                .providers(Set.copyOf(provider.get("only").texts()))
                .deniedProviders(new HashSet<>(provider.get("ignore").texts()))
                .noTraining(deniesCollection())
                .zeroDataRetention(provider.get("zdr").flag())
                .maxPrice(lower(narrowed.maxPrice(), maxPrice()))
                .build();
    }

    /** What nobody can read must not turn it off. */
    private boolean deniesCollection() {
        Field collection = provider.get("data_collection");
        return switch (collection.text("allow")) {
            case "allow" -> false;
            case "deny" -> true;
            default -> throw collection.wrong("must be allow or deny");
        };
    }

    private static @Nullable Price lower(@Nullable Price one, @Nullable Price other) {
        return one == null ? other : one;
    }

    private @Nullable Price maxPrice() {
        Field price = provider.get("max_price");
        if (price.object() == null) {
            return null;
        }
        long input = perToken(price.get("prompt"));
        long output = perToken(price.get("completion"));
        return new Price(input, input, Long.MAX_VALUE, output, List.of(), null);
    }

    /** USD per million tokens; a million of the smallest units per token is a dollar. */
    private static long perToken(Field field) {
        if (field.isAbsent()) {
            return Long.MAX_VALUE;
        }
        try {
            BigDecimal usd = new BigDecimal(field.node().asString());
            if (usd.signum() < 0 || usd.precision() - (long) usd.scale() > MAX_DIGITS || usd.scale() > MAX_DIGITS) {
                throw new NumberFormatException(); // before any arithmetic, which would never end
            }
            return usd.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw field.wrong("must be USD per million tokens");
        }
    }

    private List<Cutoff> cutoffs() {
        List<Cutoff> cutoffs = new ArrayList<>();
        add(cutoffs, provider.get("preferred_max_latency"), true);
        add(cutoffs, provider.get("preferred_min_throughput"), false);
        return cutoffs;
    }

    private static void add(List<Cutoff> cutoffs, Field field, boolean latency) {
        if (field.node().isNumber()) {
            cutoffs.add(new Cutoff(latency, 0.5, field.node().doubleValue()));
        } else if (field.object() != null) {
            PERCENTILES.forEach((name, share) -> {
                Double value = field.get(name).number();
                if (value != null) {
                    cutoffs.add(new Cutoff(latency, share, value));
                }
            });
        }
    }
}
