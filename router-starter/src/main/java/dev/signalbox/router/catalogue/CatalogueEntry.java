package dev.signalbox.router.catalogue;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Price;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model at one provider. What is {@code null} is unknown.
 *
 * @param price what it charges, with the date of the price list
 * @param contextLength how many tokens fit into input and output together
 * @param outputLength how many tokens an answer may have at most
 * @param can what it certainly can
 * @param unsure what is not known of it
 * @param retirement from which day on it is not served any more
 */
public record CatalogueEntry(
        @Nullable Price price,
        @Nullable Integer contextLength,
        @Nullable Integer outputLength,
        Set<Capability> can,
        Set<Capability> unsure,
        @Nullable LocalDate retirement) {

    /** Nothing is known. */
    public static final CatalogueEntry UNKNOWN =
            new CatalogueEntry(null, null, null, Set.of(), EnumSet.allOf(Capability.class), null);

    /** Copies the sets. */
    public CatalogueEntry {
        can = Set.copyOf(can);
        unsure = Set.copyOf(unsure);
    }

    /** Of which nothing but the price is known. */
    static CatalogueEntry of(Price price) {
        return new CatalogueEntry(price, null, null, Set.of(), UNKNOWN.unsure, null);
    }

    /** The same in every other respect, without the day of retirement. */
    CatalogueEntry withoutRetirement() {
        return new CatalogueEntry(price, contextLength, outputLength, can, unsure, null);
    }

    /** What the model can: where that is unknown, what its provider's models usually can. */
    public Set<Capability> capabilities(Set<Capability> usual) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(usual);
        capabilities.retainAll(unsure);
        capabilities.addAll(can);
        return capabilities;
    }
}
