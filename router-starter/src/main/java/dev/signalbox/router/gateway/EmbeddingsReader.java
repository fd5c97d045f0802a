package dev.signalbox.router.gateway;

import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Preferences;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request for embeddings, of OpenAI's with OpenRouter's additions. */
final class EmbeddingsReader {

    /** As many as OpenAI takes. */
    private static final int MAX_TEXTS = 2_048;
    /** No model has more, and each of them takes room. */
    private static final int MAX_DIMENSIONS = 65_536;

    private final Field request;
    private final Asker asker;

    EmbeddingsReader(ObjectNode body, Asker asker) {
        this.request = Field.of(body);
        this.asker = asker;
    }

    /**
     * What is asked for.
     *
     * @param model the model as the client named it, for the access log
     * @param texts the texts
     * @param dimensions how long the vectors should be, {@code null} for what the model gives
     * @param format how the vectors are written
     * @param facts who asks, and what for
     */
    record Asked(
            String model, List<String> texts, @Nullable Integer dimensions, EmbeddingFormat format, CallFacts facts) {}

    Asked read() {
        String model = request.get("model").text();
        Field more = request.get("models");
        if (!more.isAbsent()) {
            throw more.wrong("is not for embeddings, because vectors of different models cannot be compared");
        }
        Preferences.PreferencesBuilder preferences = Preferences.builder();
        ModelChoice choice = new ModelChoice(asker, ModelKind.EMBEDDING, preferences);
        CallFacts facts = choice.facts(model, List.of());
        preferences.require(choice.require());
        new PreferencesReader(request.get("provider")).readInto(preferences, choice.require());
        return new Asked(
                model == null ? ModelChoice.AUTO : model,
                texts(),
                dimensions(),
                EmbeddingFormat.of(request.get("encoding_format")),
                new RequestFactsReader(request, request.get("user"), asker)
                        .facts(facts)
                        .preferring(preferences.build()));
    }

    private List<String> texts() {
        Field input = request.get("input");
        boolean readable = input.isString()
                || input.node().isArray() && input.elements().stream().allMatch(Field::isString);
        if (!readable) {
            throw input.wrong("must be a string or a list of strings; tokens mean something to one model only");
        }
        List<String> texts = input.texts();
        if (texts.isEmpty() || texts.stream().anyMatch(String::isEmpty)) {
            throw input.wrong("must not be empty");
        }
        if (texts.size() > MAX_TEXTS) {
            throw input.wrong("holds " + texts.size() + " texts, and " + MAX_TEXTS + " are allowed");
        }
        return texts;
    }

    private @Nullable Integer dimensions() {
        Field field = request.get("dimensions");
        Integer dimensions = field.integer();
        if (dimensions != null && (dimensions < 1 || dimensions > MAX_DIMENSIONS)) {
            throw field.wrong("must be from 1 to " + MAX_DIMENSIONS);
        }
        return dimensions;
    }
}
