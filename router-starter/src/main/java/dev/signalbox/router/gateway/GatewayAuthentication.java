package dev.signalbox.router.gateway;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. A bean of this type takes the place of the gateway's own keys. Thread-safe. */
@FunctionalInterface
public interface GatewayAuthentication {

    /**
     * Who sends a request; {@code null} if the gateway must not serve it, which the client is told with status 401.
     *
     * @param request the request, whose body must not be read
     */
    @Nullable
    GatewayCaller authenticate(HttpServletRequest request);
}
