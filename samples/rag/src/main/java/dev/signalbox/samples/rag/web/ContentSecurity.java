package dev.signalbox.samples.rag.web;

import dev.signalbox.samples.rag.answer.AssistantProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the page load nothing from elsewhere, and run nothing that is written into it; and answers to no name but its own, so that
 * no page of somebody else's, under a name that leads here, asks in the name of whoever reads it.
 */
@Component
@RequiredArgsConstructor
class ContentSecurity extends OncePerRequestFilter {

    private final AssistantProperties properties;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (isOurs(request.getServerName())) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getWriter().println("Ask by the address or by localhost, or write this name into assistant.hosts");
        }
    }

    private boolean isOurs(String name) {
        return name.matches("localhost|[0-9.]+|\\[.*]") || properties.hosts().contains(name.toLowerCase(Locale.ROOT));
    }
}
