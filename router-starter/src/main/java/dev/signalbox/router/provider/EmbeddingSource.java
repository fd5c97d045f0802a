package dev.signalbox.router.provider;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors at one deployment. */
@FunctionalInterface
interface EmbeddingSource {

    /**
     * The vectors of the texts.
     *
     * @param dimensions how long they should be, {@code null} for what the model gives
     */
    EmbeddingResponse embed(EmbeddingRequest request, @Nullable Integer dimensions);

    /**
     * Of models that are told when they are made how long their vectors should be.
     *
     * @param models makes them; they share the connections of their provider
     */
    static EmbeddingSource of(Function<@Nullable Integer, EmbeddingModel> models) {
        EmbeddingModel usual = models.apply(null);
        return (request, dimensions) -> (dimensions == null ? usual : models.apply(dimensions)).embed(request);
    }
}
