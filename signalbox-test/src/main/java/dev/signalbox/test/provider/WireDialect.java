package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the API of one kind of provider reads requests and writes answers. */
sealed interface WireDialect permits AnthropicDialect, CompletionsDialect, GeminiDialect, OllamaDialect {

    /** The name under which the dialect is configured. */
    String name();

    /** What a client's base URL holds behind the port. */
    String basePath();

    /** Whether the request is one to this dialect's API. */
    boolean speaks(HttpRequestReader.Parsed request);

    /** Whether this request, sent by POST, asks for an answer of a model. */
    boolean chats(HttpRequestReader.Parsed request);

    /** Whether this request, sent by POST, asks for vectors. */
    boolean embeds(HttpRequestReader.Parsed request);

    /** The texts that a request wants the vectors of. */
    List<String> texts(JsonNode body);

    /** How long the request wants its vectors, or null where it does not say. */
    @Nullable
    Integer dimensions(JsonNode body);

    /** The body of an answer with the vectors of a request's texts. */
    String vectors(Answer answer, List<float[]> vectors);

    /** The list of models, or null where the path is not that of the list. */
    @Nullable
    String models(String path);

    /** Whether the request brings this key, in the dialect's way. */
    boolean brings(HttpRequestReader.Parsed request, String key);

    /** What is answered to a request that does not bring the key. */
    default Content wrongKey() {
        return Failure.of(401);
    }

    /** What is answered to a request that the API does not know. */
    default Failure unknown(String call) {
        return Failure.of(404, null, "Unknown request URL: " + call + ".");
    }

    /** The field of a request's body that holds its messages. */
    default String messages() {
        return "messages";
    }

    /** The messages of a request's body, as far as they are text. */
    List<Said> said(JsonNode body);

    default String model(HttpRequestReader.Parsed request, JsonNode body) {
        return body.path("model").asString("");
    }

    default boolean streams(HttpRequestReader.Parsed request, JsonNode body) {
        return body.path("stream").asBoolean(false);
    }

    /** The body of an answer that is not streamed. */
    String plain(Answer answer);

    WireStream stream(Answer answer);

    /** The media type of a stream. */
    default String streamType() {
        return "text/event-stream";
    }

    /** Anything at all, as one event of a stream. */
    default String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** An error as it is told within a stream. */
    default String errorEvent(String error) {
        return event(error);
    }

    /** The body that tells of an error; the model is the one asked for, empty where there is none. */
    String error(Failure failure, String model);

    /** Whether a {@code Retry-After} header says how long to wait. */
    default boolean tellsRetryInHeader() {
        return true;
    }

    /** Whether the request brings the key as most do. */
    static boolean bearer(HttpRequestReader.Parsed request, String key) {
        return ("Bearer " + key).equals(request.header("Authorization"));
    }
}
