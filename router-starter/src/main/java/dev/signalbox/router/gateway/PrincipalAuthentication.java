package dev.signalbox.router.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Trusts what stands before the gateway, such as Spring Security: the name of the request's principal is the caller's. */
public final class PrincipalAuthentication implements GatewayAuthentication {

    @Override
    public @Nullable GatewayCaller authenticate(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : GatewayCaller.named(principal.getName());
    }
}
