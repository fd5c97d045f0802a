package dev.signalbox.router.execution;

import java.util.Map;

/**
 * A request in its caller's own words. A deployment that speaks the same dialect gets these words instead of what LangChain4j
 * would write, changed only where they must be, so that nothing is lost that LangChain4j does not know.
 *
 * @param dialect the dialect of the words, for example {@code openai}
 * @param body the request's body, as JSON; nobody changes it
 * @param headers what is sent along in headers of the request, beside those of the provider
 */
public record WireRequest(String dialect, byte[] body, Map<String, String> headers) {

    /** Copies the headers. */
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** Without headers. */
    public WireRequest(String dialect, byte[] body) {
        this(dialect, body, Map.of());
    }

    /** Without what users wrote. */
    @Override
    public String toString() {
        return "WireRequest[" + dialect + ", " + body.length + " bytes]";
    }
}
