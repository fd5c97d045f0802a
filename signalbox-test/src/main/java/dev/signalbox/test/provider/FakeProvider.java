package dev.signalbox.test.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A fake LLM provider: a real HTTP/1.1 server on 127.0.0.1 that answers as it is told, plain and streamed. It speaks the
 * dialects of OpenAI, Anthropic, Google's Gemini, Mistral, Ollama and Azure OpenAI, all on one port: the path of a
 * request tells which one is meant, and {@link #baseUrl(String)} where each begins.
 *
 * <p>A request is answered by the first {@link #when rule} that matches it, else by the next {@link #reply queued}
 * reply, else by the {@link #always standing} reply, else by {@code "You said: "} and the last user message. Requests for
 * embeddings are answered by the same replies, where any text stands for vectors: each follows from its text alone. All
 * methods may be called from any thread, also while requests are under way.
 */
public final class FakeProvider implements AutoCloseable {

    private final RequestLog log = new RequestLog(Clock.systemUTC());

    private final ChatApi api = new ChatApi();

    private final ProviderServer server;

    private FakeProvider(int port) throws IOException {
        this.server = new ProviderServer(port, log, api);
    }

    /**
     * Starts a provider on any free port.
     *
     * @throws UncheckedIOException when no port can be opened
     */
    public static FakeProvider start() {
        return start(0);
    }

    /**
     * Starts a provider on the given port of 127.0.0.1, 0 meaning any free one.
     *
     * @throws IllegalArgumentException when the port is not between 0 and 65535
     * @throws UncheckedIOException when the port cannot be opened
     */
    public static FakeProvider start(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; use 0 (any free port) to 65535");
        }
        try {
            return new FakeProvider(port);
        } catch (IOException ex) {
            throw new UncheckedIOException(
                    "Port " + port + " of 127.0.0.1 cannot be opened; use port 0 for any free one", ex);
        }
    }

    /** The URL to configure as the base URL of a provider of OpenAI's dialect: {@code http://127.0.0.1:40123/v1}. */
    public String baseUrl() {
        return baseUrl(Dialects.OPENAI.name());
    }

    /**
     * The URL to configure as the base URL of a provider of this dialect. Behind the port it holds
     *
     * <ul>
     *   <li>{@code /v1} for {@code openai} and {@code anthropic},
     *   <li>{@code /v1beta} for {@code google-ai-gemini},
     *   <li>{@code /mistral/v1} for {@code mistral-ai}; at {@code /v1} Mistral's clients get OpenAI's errors,
     *   <li>nothing for {@code ollama}, and for {@code azure-openai}, whose requests go to
     *       {@code /openai/deployments/…/chat/completions?api-version=…}.
     * </ul>
     *
     * @throws IllegalArgumentException when the dialect is none of these
     */
    public String baseUrl(String dialect) {
        return "http://127.0.0.1:" + port() + Dialects.named(dialect).basePath();
    }

    /** The port it listens on, also after {@link #close}. */
    public int port() {
        return server.port();
    }

    /** Queues replies; each answers one chat request, in the order given. */
    public FakeProvider reply(FakeReply... replies) {
        api.script().queue(List.of(replies));
        return this;
    }

    /** Sets the reply of all chat requests that neither a rule nor a queued reply answers. */
    public FakeProvider always(FakeReply reply) {
        api.script().always(reply);
        return this;
    }

    /**
     * Answers the chat requests that match, such as {@code request -> request.model().equals("gpt-4.1")}: each reply
     * once, in order, and from then on the last one. The rule that was added first wins.
     */
    public FakeProvider when(Predicate<ReceivedRequest> condition, FakeReply first, FakeReply... next) {
        api.script().when(condition, first, next);
        return this;
    }

    /**
     * Answers every request without this key as its dialect does: with status 401, Gemini with 400. OpenAI, Mistral and
     * Ollama take the key as {@code Authorization: Bearer}, Anthropic as {@code x-api-key}, Azure as {@code api-key},
     * Gemini as {@code x-goog-api-key} or {@code ?key=}. The key appears in no answer and no message.
     */
    public FakeProvider requireKey(String key) {
        api.requireKey(key);
        return this;
    }

    /** Holds back all replies that have not begun, until {@link #release}; requests are received and logged. */
    public FakeProvider hold() {
        api.hold(true);
        return this;
    }

    /** Lets the replies go that were held back; the delay of a reply begins then. */
    public FakeProvider release() {
        api.hold(false);
        return this;
    }

    /** The requests received so far, in the order of their arrival; refused and unknown ones count too. */
    public List<ReceivedRequest> requests() {
        return log.requests();
    }

    /** How many requests have been received. */
    public int requestCount() {
        return log.count();
    }

    /** How many of the received requests were given up by the client before their reply was complete. */
    public int aborted() {
        return log.aborted();
    }

    /** How many connections clients have opened since the start. */
    public int connectionCount() {
        return server.connectionCount();
    }

    /**
     * Waits until at least so many requests have been received.
     *
     * @throws AssertionError when it takes longer than the given time
     */
    public FakeProvider awaitRequests(int count, Duration atMost) {
        log.await("received", count, atMost, this::requestCount);
        return this;
    }

    /**
     * Waits until the client has given up at least so many requests.
     *
     * @throws AssertionError when it takes longer than the given time
     */
    public FakeProvider awaitAborted(int count, Duration atMost) {
        log.await("aborted", count, atMost, this::aborted);
        return this;
    }

    /** Forgets the received requests and all scripted replies, and ends {@link #hold}; the key and connections stay. */
    public FakeProvider clear() {
        log.clear();
        api.clear();
        return this;
    }

    /** Closes all connections, as a failing network does; replies under way break off, and the port stays open. */
    public FakeProvider disconnect() {
        server.disconnect();
        return this;
    }

    /** Closes the port and all connections, as a killed process does; replies under way break off. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "FakeProvider[" + baseUrl() + ", requests=" + requestCount() + "]";
    }
}
