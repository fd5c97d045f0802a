package dev.signalbox.test.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request as the {@link FakeProvider} has received it, completely and over the wire. */
public final class ReceivedRequest {

    private final int number;

    private final Instant time;

    private final HttpRequestReader.Parsed parsed;

    private final JsonNode json;

    private volatile boolean aborted;

    ReceivedRequest(int number, Instant time, HttpRequestReader.Parsed parsed) {
        this.number = number;
        this.time = time;
        this.parsed = parsed;
        this.json = Json.parse(parsed.body());
    }

    /** Its place among all requests to this provider, from 1; the reply's id ends with it. */
    public int number() {
        return number;
    }

    /** When it had arrived completely. */
    public Instant time() {
        return time;
    }

    /** The HTTP method, such as {@code POST}. */
    public String method() {
        return parsed.method();
    }

    /** The path as it was sent, such as {@code /v1/chat/completions}, with the query if there was one. */
    public String path() {
        return parsed.target();
    }

    /** The headers; names are looked up without regard to case. */
    public Map<String, List<String>> headers() {
        return parsed.headers();
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        return parsed.header(name);
    }

    /** The body as text. */
    public String body() {
        return parsed.body();
    }

    /** The body as JSON; a missing node where it is not JSON. */
    public JsonNode json() {
        return json;
    }

    /** The model asked for; empty where none was named. */
    public String model() {
        return json.path("model").asString("");
    }

    /** Whether the reply shall be streamed. */
    public boolean stream() {
        return json.path("stream").asBoolean(false);
    }

    /** The text of the last message of the user, its text parts joined; empty where there is none. */
    public String lastUserText() {
        return messages()
                .filter(message -> message.path("role").asString("").equals("user"))
                .reduce((earlier, later) -> later)
                .map(ReceivedRequest::textOf)
                .orElse("");
    }

    /** Whether the client closed the connection before the reply was complete; may turn true later. */
    public boolean aborted() {
        return aborted;
    }

    /** Tells number, method, path, model and mode, but neither key nor prompt. */
    @Override
    public String toString() {
        return "#" + number + " " + method() + " " + path() + " [model=" + model() + ", stream=" + stream() + "]";
    }

    void markAborted() {
        aborted = true;
    }

    boolean keepsAlive() {
        return parsed.keepsAlive();
    }

    boolean wantsUsage() {
        return !stream() || json.path("stream_options").path("include_usage").asBoolean(false);
    }

    int characters() {
        return messages().mapToInt(message -> textOf(message).length()).sum();
    }

    private Stream<JsonNode> messages() {
        return json.path("messages").valueStream();
    }

    private static String textOf(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isArray()
                ? content.valueStream()
                        .map(part -> part.path("text").asString(""))
                        .collect(Collectors.joining())
                : content.asString("");
    }
}
