package dev.signalbox.router.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** The description of the gateway's API, which anybody may read. */
final class OpenApiDocument {

    private static final String RESOURCE = "openapi.json";

    private OpenApiDocument() {}

    /** Sends the document, with the address at which it was asked for. */
    static void send(HttpServletRequest http, HttpServletResponse response) {
        String uri = http.getRequestURI();
        ObjectNode document = read();
        document.putArray("servers").addObject().put("url", uri.substring(0, uri.lastIndexOf('/')));
        byte[] json = GatewayJson.bytes(document);
        try {
            response.setContentType("application/json");
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode read() {
        try (InputStream resource = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            ObjectNode document = resource == null ? null : GatewayJson.object(resource.readAllBytes());
            if (document == null) {
                throw new IllegalStateException("The resource '" + RESOURCE + "' cannot be read.");
            }
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
