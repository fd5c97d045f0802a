package dev.signalbox.router.execution;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a request for vectors. */
public final class EmbeddingParameters extends DefaultChatRequestParameters {

    /** How long the vectors should be, where parameters are named. */
    public static final String DIMENSIONS = "dimensions";

    private final @Nullable Integer dimensions;

    private EmbeddingParameters(DefaultChatRequestParameters.Builder<?> common, @Nullable Integer dimensions) {
        super(common);
        this.dimensions = dimensions;
    }

    /** Parameters that say nothing else. */
    public static EmbeddingParameters of(@Nullable Integer dimensions) {
        return new EmbeddingParameters(DefaultChatRequestParameters.builder(), dimensions);
    }

    /**
     * Parameters from their configured names and values.
     *
     * @param refused names of those that this kind of deployment does not take
     * @throws IllegalArgumentException if a name is unknown or refused, or if a value does not fit
     */
    public static EmbeddingParameters of(Map<String, Object> configured, Set<String> refused) {
        Integer length = null;
        for (Map.Entry<String, Object> entry : configured.entrySet()) {
            if (!entry.getKey().equals(DIMENSIONS) || refused.contains(DIMENSIONS)) {
                throw new IllegalArgumentException("'" + entry.getKey() + "' is not a parameter of its embeddings."
                        + Names.known(
                                "parameters", entry.getKey(), refused.isEmpty() ? List.of(DIMENSIONS) : List.of()));
            }
            length = new ParameterValue(DIMENSIONS, entry.getValue()).asInt();
            if (length < 1) {
                throw new IllegalArgumentException("'" + DIMENSIONS + "' is " + length
                        + ". It must be at least 1, as long as the vectors should be.");
            }
        }
        return of(length);
    }

    /** How long the vectors should be, {@code null} for what the model gives. */
    public @Nullable Integer dimensions() {
        return dimensions;
    }

    /** How long the vectors should be by these parameters, {@code null} if they do not say. */
    public static @Nullable Integer dimensionsIn(ChatRequestParameters parameters) {
        return parameters instanceof EmbeddingParameters own ? own.dimensions() : null;
    }

    @Override
    public ChatRequestParameters overrideWith(ChatRequestParameters that) {
        Integer theirs = dimensionsIn(that);
        return new EmbeddingParameters(
                DefaultChatRequestParameters.builder().overrideWith(this).overrideWith(that),
                theirs == null ? dimensions : theirs);
    }

    @Override
    public ChatRequestParameters defaultedBy(ChatRequestParameters that) {
        Integer theirs = dimensionsIn(that);
        return new EmbeddingParameters(
                DefaultChatRequestParameters.builder().overrideWith(that).overrideWith(this),
                dimensions == null ? theirs : dimensions);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof EmbeddingParameters own
                && Objects.equals(dimensions, own.dimensions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), dimensions);
    }

    @Override
    public String toString() {
        return "EmbeddingParameters[dimensions=" + dimensions + "]";
    }
}
