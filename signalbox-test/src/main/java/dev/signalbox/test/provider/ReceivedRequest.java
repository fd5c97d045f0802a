package dev.signalbox.test.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request as the {@link FakeProvider} has received it, completely and over the wire. */
public final class ReceivedRequest {

    private final int number;

    private final Instant time;

    private final HttpRequestReader.Parsed parsed;

    private final JsonNode json;

    private final WireDialect dialect;

    private volatile boolean aborted;

    ReceivedRequest(int number, Instant time, HttpRequestReader.Parsed parsed) {
        this.number = number;
        this.time = time;
        this.parsed = parsed;
        this.json = Json.parse(parsed.body());
        this.dialect = Dialects.of(parsed);
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

    /**
     * The dialect it is written in: {@code openai}, {@code anthropic}, {@code google-ai-gemini}, {@code mistral-ai},
     * {@code ollama} or {@code azure-openai}.
     */
    public String dialect() {
        return dialect.name();
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

    /** The model asked for, be it in the body or in the path; empty where none was named. */
    public String model() {
        return dialect.model(parsed, json);
    }

    /** Whether the reply shall be streamed. */
    public boolean stream() {
        return dialect.streams(parsed, json);
    }

    /**
     * The text of the last message of the user, its text parts joined; empty where there is none. What a tool has
     * answered is no message of the user, although some dialects send it as one. Of a request for vectors it is the last text.
     */
    public String lastUserText() {
        return said().stream()
                .filter(Said::byUser)
                .reduce((earlier, later) -> later)
                .map(Said::text)
                .orElse("");
    }

    /** Whether the client closed the connection before the reply was complete; may turn true later. */
    public boolean aborted() {
        return aborted;
    }

    /** Tells number, method, path, model and mode, but neither key nor prompt. */
    @Override
    public String toString() {
        return "#" + number + " " + method() + " " + pathAlone() + " [model=" + model() + ", stream=" + stream() + "]";
    }

    void markAborted() {
        aborted = true;
    }

    boolean keepsAlive() {
        return parsed.keepsAlive();
    }

    WireDialect wire() {
        return dialect;
    }

    String pathAlone() {
        return parsed.path();
    }

    boolean chats() {
        return method().equals("POST") && dialect.chats(parsed);
    }

    boolean brings(String key) {
        return dialect.brings(parsed, key);
    }

    boolean embeds() {
        return method().equals("POST") && dialect.embeds(parsed);
    }

    private List<Said> said() {
        return embeds()
                ? dialect.texts(json).stream().map(text -> new Said(true, text)).toList()
                : dialect.said(json);
    }

    int characters() {
        return said().stream().mapToInt(said -> said.text().length()).sum();
    }
}
