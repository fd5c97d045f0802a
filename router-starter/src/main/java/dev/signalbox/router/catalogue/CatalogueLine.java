package dev.signalbox.router.catalogue;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.model.Price.Tier;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model's line of a catalogue file.
 *
 * @param provider the provider's name
 * @param modelId the provider's own name of the model
 * @param entry what is known of it
 */
record CatalogueLine(String provider, String modelId, CatalogueEntry entry) {

    private static final int COLUMNS = 7;
    private static final String UNKNOWN = "?";
    private static final String NONE = "-";
    /** Told of models, but of no use to the router. */
    private static final String REASONING = "reasoning";

    /**
     * Reads a line.
     *
     * @param date the day of the price list
     * @throws IllegalArgumentException if it is not one
     */
    static CatalogueLine of(String line, LocalDate date) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || columns[0].isBlank() || columns[1].isBlank()) {
            throw new IllegalArgumentException("A line has " + COLUMNS + " columns with tabs between them: provider,"
                    + " model id, price, context length, output length, capabilities, retirement.");
        }
        Set<Capability> can = EnumSet.noneOf(Capability.class);
        Set<Capability> unsure = EnumSet.of(Capability.STREAMING);
        capabilities(columns[5], can, unsure);
        CatalogueEntry entry = new CatalogueEntry(
                price(columns[2], date), length(columns[3]), length(columns[4]), can, unsure, day(columns[6]));
        return new CatalogueLine(columns[0], columns[1], entry);
    }

    private static @Nullable Price price(String text, LocalDate date) {
        if (text.equals(UNKNOWN)) {
            return null;
        }
        String[] parts = text.split(" ", -1);
        List<Tier> tiers = new ArrayList<>();
        for (int index = 1; index < parts.length; index++) {
            int colon = parts[index].indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + parts[index] + "' is not a price tier such as 200001:4//18.");
            }
            int from = whole(parts[index].substring(0, colon));
            tiers.add(new Tier(from, flat(parts[index].substring(colon + 1))));
        }
        return flat(parts[0]).withTiers(tiers).withDate(date);
    }

    private static Price flat(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("'" + text + "' is not a price such as 3/0.3/3.75/15 or 2///8.");
        }
        BigDecimal input = usd(parts[0]);
        return Price.perMillion(input, orElse(parts[1], input), orElse(parts[2], input), usd(parts[3]));
    }

    private static BigDecimal orElse(String text, BigDecimal other) {
        return text.isEmpty() ? other : usd(text);
    }

    private static BigDecimal usd(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no price in USD per million tokens.", e);
        }
    }

    private static @Nullable Integer length(String text) {
        return text.equals(UNKNOWN) ? null : whole(text);
    }

    private static int whole(String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a number of tokens.");
        }
        return Integer.parseInt(text);
    }

    private static void capabilities(String text, Set<Capability> can, Set<Capability> unsure) {
        if (text.equals(UNKNOWN)) {
            unsure.addAll(EnumSet.allOf(Capability.class));
        } else if (!text.equals(NONE)) {
            for (String word : text.split(" ", -1)) {
                if (word.endsWith(UNKNOWN)) {
                    unsure.add(Capability.of(word.substring(0, word.length() - 1)));
                } else if (!word.equals(REASONING)) {
                    can.add(Capability.of(word));
                }
            }
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.equals(NONE) ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a day such as 2026-12-31.", e);
        }
    }
}
