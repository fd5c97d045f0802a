package dev.signalbox.samples.gateway;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that others have made, as it comes out of its jar. Retries of its own are turned off. What it throws when there is
 * no answer is for {@link #status}.
 */
interface ForeignClient {

    /**
     * What a client makes of an answer.
     *
     * @param text the text
     * @param model the model that answered, {@code null} if the client does not tell
     * @param inputTokens the tokens of the request, {@code null} if the client does not tell
     * @param cost what it cost, {@code null} if the client does not tell
     */
    record Said(
            String text,
            @Nullable String model,
            @Nullable Long inputTokens,
            @Nullable BigDecimal cost) {}

    Said plain(String key, String model, String text);

    Said stream(String key, String model, String text);

    /** Asks for the weather, runs the tool {@code weather} that the model calls, and answers with what it says then. */
    Said tools(String key, String model, boolean stream);

    /** Asks for a city by a JSON schema; answers with the JSON. */
    Said structured(String key, String model);

    /** The ids of the models, {@code null} if the client cannot ask. */
    @Nullable
    List<String> models(String key);

    /** The HTTP status that a failure tells, {@code null} if it tells none. */
    @Nullable
    Integer status(Throwable failure);
}
