package dev.signalbox.test.provider;

import dev.signalbox.test.provider.Content.Raw;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The JSON in which OpenAI reports errors. */
final class ErrorEnvelope {

    private ErrorEnvelope() {}

    static Raw of(int status) {
        return switch (status) {
            case 401 -> of(status, "invalid_api_key", "Incorrect API key provided.");
            case 404 -> of(status, "model_not_found", "The model does not exist or you do not have access to it.");
            case 429 -> of(status, "rate_limit_exceeded", "Rate limit reached.");
            case 503 -> of(status, null, "The server is overloaded. Please try again later.");
            default -> of(status, null, "The fake provider answers with status " + status + ".");
        };
    }

    static Raw of(int status, @Nullable String code, String message) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status is " + status + "; an error has 400 to 599");
        }
        return new Raw(status, json(typeOf(status), code, message).toString());
    }

    static ObjectNode inBand(String message) {
        return json("server_error", null, message);
    }

    private static ObjectNode json(String type, @Nullable String code, String message) {
        ObjectNode envelope = Json.object();
        envelope.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return envelope;
    }

    private static String typeOf(int status) {
        if (status == 429) {
            return "requests";
        }
        return status >= 500 ? "server_error" : "invalid_request_error";
    }
}
