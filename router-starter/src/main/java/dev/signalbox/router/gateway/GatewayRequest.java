package dev.signalbox.router.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to the gateway, and its response.
 *
 * @param http the request
 * @param response its response
 * @param path the path below the API's version, for example {@code chat/completions}
 * @param caller who sends it
 * @param intake what the gateway takes
 * @param entry what the access log will say of it
 */
record GatewayRequest(
        HttpServletRequest http,
        HttpServletResponse response,
        String path,
        GatewayCaller caller,
        Intake intake,
        AccessEntry entry) {

    /**
     * What the gateway takes, and what reads it; the same for all requests, because a reader is dear to make.
     *
     * @param settings what it takes
     * @param json reads bodies within these limits
     */
    record Intake(GatewaySettings settings, GatewayJson json) {

        static Intake of(GatewaySettings settings) {
            return new Intake(settings, new GatewayJson(settings.maxDepth()));
        }
    }

    private static final String JSON = "application/json";

    GatewaySettings settings() {
        return intake.settings();
    }

    /**
     * The body.
     *
     * @throws GatewayException if it is too long, or no JSON object
     */
    ObjectNode body() {
        ObjectNode body = intake.json().request(bytes());
        if (body.path("messages").size() > settings().maxMessages()) {
            throw GatewayException.of(
                    ErrorType.INVALID_REQUEST,
                    "The request holds " + body.path("messages").size() + " messages, and "
                            + settings().maxMessages() + " are allowed.");
        }
        return body;
    }

    /**
     * The body, {@code null} if it is empty.
     *
     * @throws GatewayException if it is too long, or no JSON object
     */
    @Nullable
    ObjectNode bodyIfAny() {
        byte[] bytes = bytes();
        return bytes.length == 0 ? null : intake.json().request(bytes);
    }

    private byte[] bytes() {
        if (http.getContentLengthLong() > settings().maxBodyBytes()) {
            throw tooLarge();
        }
        try {
            byte[] bytes = http.getInputStream().readNBytes(settings().maxBodyBytes() + 1);
            if (bytes.length > settings().maxBodyBytes()) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw GatewayException.of(ErrorType.INVALID_REQUEST, "The body of the request did not arrive.");
        }
    }

    private GatewayException tooLarge() {
        return GatewayException.of(
                ErrorType.PAYLOAD_TOO_LARGE,
                "The body of the request is longer than " + settings().maxBodyBytes() + " bytes.");
    }

    @Nullable
    String header(String name) {
        return http.getHeader(name);
    }

    /** All values of a header, {@code null} if there are none. */
    @Nullable
    String headers(String name) {
        List<String> values = Collections.list(http.getHeaders(name));
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** Sends a response. */
    void send(int status, byte[] json, Map<String, String> headers) {
        try {
            response.setStatus(status);
            response.setContentType(JSON);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            new TreeMap<>(headers).forEach(response::setHeader);
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(Object json) {
        send(200, GatewayJson.bytes(json), Map.of());
    }
}
