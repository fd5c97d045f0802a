package dev.signalbox.router.gateway;

import lombok.Getter;
import lombok.experimental.Accessors;

/** Ends a request with an error. */
@Getter
@Accessors(fluent = true)
final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient GatewayError error;

    GatewayException(GatewayError error) {
        super(error.message());
        this.error = error;
    }

    static GatewayException of(ErrorType type, String message) {
        return GatewayError.of(type, message).exception();
    }
}
