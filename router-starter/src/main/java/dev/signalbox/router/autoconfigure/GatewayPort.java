package dev.signalbox.router.autoconfigure;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** A port of Tomcat's that serves the gateway and nothing else, while the application's own port does not serve it. */
@RequiredArgsConstructor
final class GatewayPort extends OncePerRequestFilter
        implements WebServerFactoryCustomizer<TomcatWebServerFactory>, Ordered {

    private final int configured;
    private final List<String> basePaths;
    private @Nullable Connector connector;

    /** The port on which it listens. */
    int port() {
        return Objects.requireNonNull(connector).getLocalPort();
    }

    /** Set up as the application's own connector is, by all that has been said of that. */
    @Override
    public void customize(TomcatWebServerFactory factory) {
        Connector second = new Connector(TomcatWebServerFactory.DEFAULT_PROTOCOL);
        second.setPort(configured);
        if (factory.getAddress() != null && second.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setAddress(factory.getAddress());
        }
        if (Ssl.isEnabled(factory.getSsl())) {
            throw new ConfigurationProblem(
                    GatewayProperties.PREFIX + ".port",
                    configured,
                    "A port of the gateway's own would not be encrypted, although 'server.ssl' is set.",
                    "Remove the property, so that the gateway is served on the application's port.");
        }
        factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(second));
        factory.addAdditionalConnectors(second);
        connector = second;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean ours = basePaths.stream().anyMatch(base -> path.startsWith(base + "/"));
        if (ours == (request.getLocalPort() == port())) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Before other filters, and after other customizers of the server. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
