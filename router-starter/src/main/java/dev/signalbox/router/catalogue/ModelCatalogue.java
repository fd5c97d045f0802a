package dev.signalbox.router.catalogue;

import dev.signalbox.router.model.Price;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a catalogue file says of models, as of its date. Immutable. */
public final class ModelCatalogue {

    /** The class-path resource that is shipped. */
    public static final String SHIPPED = "dev/signalbox/router/catalogue/catalogue.tsv";

    private static final String DATE = "# date: ";
    private static final Pattern DOT_IN_VERSION = Pattern.compile("(?<=\\d)\\.(?=\\d)");
    private static final Pattern DAY = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$");

    private final LocalDate date;
    private final Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
    private final Map<String, Optional<CatalogueEntry>> alike = new LinkedHashMap<>();

    private ModelCatalogue(LocalDate date) {
        this.date = date;
    }

    /** The catalogue that is shipped. */
    public static ModelCatalogue shipped() {
        InputStream file = ModelCatalogue.class.getClassLoader().getResourceAsStream(SHIPPED);
        if (file == null) {
            throw new IllegalStateException("The jar lacks " + SHIPPED + ".");
        }
        try (file) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a catalogue file, in UTF-8. Its first line is {@code # date: 2026-12-31}; further lines that begin with
     * {@code #} are skipped.
     *
     * @throws IllegalArgumentException if it is none, naming the line
     */
    public static ModelCatalogue read(InputStream file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        ModelCatalogue catalogue = new ModelCatalogue(date(reader.readLine()));
        int number = 2;
        for (String line = reader.readLine(); line != null; line = reader.readLine(), number++) {
            if (!line.startsWith("#") && !line.isBlank()) {
                catalogue.add(number, line);
            }
        }
        return catalogue;
    }

    private static LocalDate date(@Nullable String line) {
        try {
            return LocalDate.parse(line == null ? "" : line.replace(DATE, ""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The first line is not a date such as '" + DATE + "2026-12-31'.", e);
        }
    }

    private void add(int number, String text) {
        try {
            CatalogueLine line = CatalogueLine.of(text, date);
            if (entries.putIfAbsent(key(line.provider(), line.modelId()), line.entry()) != null) {
                throw new IllegalArgumentException(
                        "'" + line.provider() + "' has two lines for '" + line.modelId() + "'.");
            }
            alike.merge(
                    key(line.provider(), dashed(line.modelId())),
                    Optional.of(line.entry()),
                    (one, other) -> one.equals(other) ? one : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Line " + number + ": " + e.getMessage(), e);
        }
    }

    /** The day as of which it speaks. */
    public LocalDate date() {
        return date;
    }

    /** All that it says, by {@code provider/model-id}. */
    public Map<String, CatalogueEntry> entries() {
        return Map.copyOf(entries);
    }

    /**
     * What it says of a model. Where it does not have that very id, the same with a dash for each dot between digits is
     * meant ({@code claude-sonnet-4-6} and {@code claude-sonnet-4.6}), then the model without a date at its end
     * ({@code gpt-4.1-2025-04-14}), whose day of retirement is its own. Of OpenRouter's variants it knows by itself that
     * {@code :free} costs nothing; any other variant is another model.
     */
    public Optional<CatalogueEntry> entry(String provider, String modelId) {
        Optional<CatalogueEntry> named = named(provider, modelId);
        if (named.isPresent()) {
            return named;
        }
        if (provider.equals("openrouter") && modelId.endsWith(":free")) {
            return Optional.of(CatalogueEntry.of(new Price(0, 0, 0).withDate(date)));
        }
        String undated = DAY.matcher(modelId).replaceFirst("");
        return named(provider, undated).map(CatalogueEntry::withoutRetirement);
    }

    private Optional<CatalogueEntry> named(String provider, String modelId) {
        CatalogueEntry exact = entries.get(key(provider, modelId));
        return exact != null
                ? Optional.of(exact)
                : alike.getOrDefault(key(provider, dashed(modelId)), Optional.empty());
    }

    private static String key(String provider, String modelId) {
        return provider + "/" + modelId;
    }

    private static String dashed(String modelId) {
        return DOT_IN_VERSION.matcher(modelId).replaceAll("-");
    }
}
