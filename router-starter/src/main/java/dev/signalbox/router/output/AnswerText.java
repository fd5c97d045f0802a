package dev.signalbox.router.output;

import dev.langchain4j.internal.JsonParsingUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the JSON in an answer where LangChain4j finds it, by its own search: the whole text, else the last part in braces
 * or brackets that is JSON of the right kind, whatever stands around it.
 */
final class AnswerText {

    /** What follows a value is ignored, as LangChain4j does. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AnswerText() {}

    /** The JSON, {@code null} if there is none of that kind. */
    static @Nullable JsonNode json(String text, JsonKind kind) {
        try {
            return JsonParsingUtils.extractAndParseJson(text, part -> parse(part, kind))
                    .value();
        } catch (Exception notThere) { // the search declares nothing narrower
            return null;
        }
    }

    private static JsonNode parse(String text, JsonKind kind) {
        JsonNode node = MAPPER.readTree(text);
        if (!kind.fits(node)) {
            throw new IllegalArgumentException("Another kind of JSON.");
        }
        return node;
    }
}
