package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer whose bytes have passed to the caller, as LangChain4j can read it: of several choices it takes none, and of audio
 * it knows nothing. What it makes of the answer is only what the books need.
 *
 * @param <T> the type of the body
 */
@RequiredArgsConstructor
final class ReadableAnswer<T> implements HttpResponse<T> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CHOICE = "\"finish_reason\"";

    private final HttpResponse<T> response;
    private final T body;

    /** The response itself, unless it is one that LangChain4j would stumble over. */
    @SuppressWarnings("unchecked") // bytes take the place of bytes
    static <T> HttpResponse<T> of(HttpResponse<T> response) {
        Exchange exchange = Exchange.current();
        boolean passed = exchange != null && exchange.isPassing() && response.body() instanceof byte[];
        if (!passed || !isUnusual((byte[]) response.body())) {
            return response;
        }
        return new ReadableAnswer<>(response, (T) readable((byte[]) response.body()));
    }

    private static boolean isUnusual(byte[] bytes) {
        String answer = new String(bytes, StandardCharsets.ISO_8859_1); // which is quick, and enough to find ASCII
        int first = answer.indexOf(CHOICE);
        return first >= 0 && (answer.indexOf(CHOICE, first + 1) >= 0 || answer.contains("\"audio\""));
    }

    private static byte[] readable(byte[] answer) {
        JsonNode read = JSON.readTree(answer);
        if (!(read instanceof ObjectNode object) || !(object.get("choices") instanceof ArrayNode choices)) {
            return answer;
        }
        while (choices.size() > 1) {
            choices.remove(choices.size() - 1);
        }
        if (choices.path(0).path("message") instanceof ObjectNode message
                && message.path("content").isNull()
                && message.has("audio")) {
            message.put("content", message.path("audio").path("transcript").asString("audio"));
        }
        return JSON.writeValueAsBytes(object);
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpRequest request() {
        return response.request();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return response.previousResponse();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public T body() {
        return body;
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return response.uri();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }
}
