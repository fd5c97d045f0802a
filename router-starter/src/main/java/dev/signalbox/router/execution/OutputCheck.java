package dev.signalbox.router.execution;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers to the JSON schema of their request, and vectors to the length that it asks for: those of another length
 * would be of no use, and some providers ignore what they do not know.
 *
 * @param schema the schema, {@code null} if none is to be checked
 * @param validator knows how to check it
 * @param dimensions how long vectors must be, {@code null} for any length
 */
@Slf4j
record OutputCheck(
        @Nullable JsonSchema schema,
        @Nullable OutputValidator validator,
        @Nullable Integer dimensions) {

    private static final OutputCheck NONE = new OutputCheck(null, null, null);

    static OutputCheck of(Terms terms, ChatRequest request, @Nullable OutputValidator validator) {
        Integer dimensions = EmbeddingParameters.dimensionsIn(request.parameters());
        if (dimensions != null) {
            return new OutputCheck(null, null, dimensions);
        }
        ResponseFormat format = request.responseFormat();
        boolean wanted = terms.checksOutput() && format != null && format.jsonSchema() != null;
        return wanted ? new OutputCheck(format.jsonSchema(), validator, null) : NONE;
    }

    /** What is wrong with an answer, {@code null} if nothing is; a tool call is not the answer yet. */
    @Nullable
    Failure of(ChatResponse answer) {
        if (dimensions != null) {
            return ofVectors(answer, dimensions);
        }
        String text = answer.aiMessage().text();
        if (schema == null
                || validator == null
                || text == null
                || answer.aiMessage().hasToolExecutionRequests()) {
            return null;
        }
        String problem = problem(validator, text, schema);
        return problem == null ? null : Failure.of(FailureKind.INVALID_OUTPUT, "invalid output (" + problem + ")");
    }

    private static @Nullable Failure ofVectors(ChatResponse answer, int wanted) {
        for (Embedding embedding : Embeddings.embeddings(answer)) {
            if (embedding.dimension() != wanted) {
                return Failure.of(
                        FailureKind.INVALID_OUTPUT,
                        "invalid output (a vector of " + embedding.dimension() + " numbers instead of " + wanted + ")");
            }
        }
        return null;
    }

    /** What nobody could check does not pass. */
    private static @Nullable String problem(OutputValidator validator, String text, JsonSchema schema) {
        try {
            return validator.problem(text, schema);
        } catch (RuntimeException e) {
            log.warn("The output validator has failed, so the answer counts as invalid", e);
            return "not checked: " + e.getClass().getSimpleName();
        }
    }
}
