package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.catalogue.CatalogueEntry;
import dev.signalbox.router.catalogue.ModelCatalogue;
import dev.signalbox.router.provider.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.util.function.SingletonSupplier;

/**
 * What is known in advance of the models of providers: by the application's own catalogue, then by the shipped one. The
 * latter speaks of the presets at their own URLs alone: whoever answers elsewhere has prices and abilities of his own,
 * also if he calls his models the same.
 */
@RequiredArgsConstructor
final class KnownModels {

    private static final String LOCATION = "signalbox.catalogue.location";

    private final @Nullable ModelCatalogue own;
    private final @Nullable Supplier<ModelCatalogue> shipped;

    /**
     * Reads what is configured; the shipped catalogue not before it is needed.
     *
     * @throws ConfigurationProblem if the application's own catalogue cannot be read
     */
    static KnownModels of(SignalboxProperties.Catalogue properties) {
        return new KnownModels(
                properties.location() == null ? null : read(properties.location()),
                properties.enabled() ? SingletonSupplier.of(ModelCatalogue::shipped) : null);
    }

    private static ModelCatalogue read(String location) {
        try (InputStream file =
                new DefaultResourceLoader().getResource(location).getInputStream()) {
            return ModelCatalogue.read(file);
        } catch (IOException e) {
            throw new ConfigurationProblem(
                    LOCATION,
                    location,
                    "'" + LOCATION + "' names a file that cannot be read.",
                    "Write where it is, for example 'file:/etc/prices.tsv' or 'classpath:prices.tsv', or remove it.");
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(LOCATION, location, e);
        }
    }

    /** What is known of a model at a provider. */
    CatalogueEntry entry(Provider provider, String modelId) {
        Preset preset = provider.presetAtItsUrl();
        String usual = preset == null ? null : preset.catalogueName();
        return entry(own, provider.name(), modelId)
                .or(() -> entry(own, usual, modelId))
                .or(() -> shipped == null || usual == null
                        ? Optional.empty()
                        : shipped.get().entry(usual, modelId))
                .orElse(CatalogueEntry.UNKNOWN);
    }

    private static Optional<CatalogueEntry> entry(
            @Nullable ModelCatalogue catalogue, @Nullable String provider, String modelId) {
        return catalogue == null || provider == null ? Optional.empty() : catalogue.entry(provider, modelId);
    }
}
