package dev.signalbox.router.provider;

import dev.signalbox.router.execution.Exchange;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * Makes the requests of LangChain4j those that a provider wants: with its headers and query parameters, with the key
 * where it belongs and nowhere else, and with what LangChain4j does not know in the body.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class RequestEdit implements UnaryOperator<HttpRequest> {

    private final KeyHeader usual;
    private final Map<String, String> headers;
    private final String query;
    private final RequestBody body;

    static RequestEdit of(ProviderSettings provider, KeyHeader usual, RequestBody body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(provider.headers());
        ApiKey key = provider.apiKey();
        if (key != null) {
            String own = provider.keyHeader();
            headers.put(own == null ? usual.name() : own, own == null ? usual.value(key) : key.secret());
        }
        return new RequestEdit(usual, headers, query(provider.query()), body);
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public HttpRequest apply(HttpRequest request) {
        HttpRequest.Builder edited =
                HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(usual.name()));
        Exchange exchange = Exchange.current();
        if (exchange != null) {
            exchange.headers().forEach(edited::setHeader);
        }
        headers.forEach(edited::setHeader);
        if (!query.isEmpty()) {
            edited.uri(withQuery(request.uri()));
        }
        body.edit(request, edited);
        return edited.build();
    }

    private URI withQuery(URI uri) {
        return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
    }
}
