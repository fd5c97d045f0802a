package dev.signalbox.router.gateway;

import dev.signalbox.router.key.KeySecret;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Parts those who manage keys from those who use them: neither may do what the other does. */
final class ManagementDoor {

    private static final String KEYS = "keys";
    /** The name of no key. */
    private static final GatewayCaller MANAGER = GatewayCaller.named("(management)");

    private final @Nullable KeyManagement management;
    private final @Nullable ManagementEndpoint endpoint;

    ManagementDoor(GatewayHandler.Parts parts) {
        this.management = parts.management();
        this.endpoint = management == null ? null : new ManagementEndpoint(management, parts);
    }

    private static boolean leadsTo(String path) {
        return path.equals(KEYS) || path.startsWith(KEYS + "/");
    }

    /**
     * Who manages keys; {@code null} if the path is none of management's, so that somebody else knows who calls.
     *
     * @throws GatewayException if the path and what is shown do not belong together
     */
    @Nullable
    GatewayCaller caller(HttpServletRequest request, String path) {
        String shown = KeyAuthentication.shown(request);
        KeyManagement open = management;
        if (!leadsTo(path)) {
            if (open != null && shown != null && open.isCredential(new KeySecret(shown))) {
                throw forbidden("The management key manages keys and does nothing else. Send a virtual key.");
            }
            return null;
        } else if (open == null) {
            throw GatewayException.of(
                    ErrorType.NOT_FOUND,
                    "Keys are not managed here, unless 'signalbox.gateway.management-key' is configured.");
        } else if (shown == null) {
            throw KeyAuthentication.refused("missing", "No key was sent. Send one as 'Authorization: Bearer …'.");
        }
        return manager(open, new KeySecret(shown));
    }

    private static GatewayCaller manager(KeyManagement open, KeySecret shown) {
        if (open.isCredential(shown)) {
            return MANAGER;
        } else if (open.keys().find(shown).isPresent()) {
            throw forbidden("A virtual key cannot manage keys. Send the management key.");
        }
        throw KeyAuthentication.refused("unknown", "The key is not known.");
    }

    /** Serves a request of whom {@link #caller} has let in; answers whether it is one of management's. */
    boolean handle(GatewayRequest request) {
        if (endpoint == null || !leadsTo(request.path())) {
            return false;
        }
        endpoint.handle(request);
        return true;
    }

    private static GatewayException forbidden(String message) {
        return GatewayException.of(ErrorType.PERMISSION_DENIED, message);
    }
}
