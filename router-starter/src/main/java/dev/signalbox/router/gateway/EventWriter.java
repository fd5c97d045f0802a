package dev.signalbox.router.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Writes server-sent events to a client. */
@RequiredArgsConstructor
final class EventWriter {

    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] LINE = ascii("\n");
    private static final byte[] COMMENT = ascii(": SIGNALBOX PROCESSING\n\n");

    private final HttpServletResponse response;
    private @Nullable OutputStream out;

    /** Whether the client has got the status already. */
    boolean hasBegun() {
        return out != null;
    }

    private OutputStream begun() throws IOException {
        OutputStream known = out;
        if (known == null) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
            known = response.getOutputStream();
            out = known;
        }
        return known;
    }

    void event(@Nullable String name, byte[] data) throws IOException {
        OutputStream to = begun();
        if (name != null) {
            to.write(EVENT);
            to.write(ascii(name));
            to.write(LINE);
        }
        to.write(DATA);
        to.write(data);
        to.write(LINE);
        to.write(LINE);
    }

    /** Keeps the connection alive. */
    void comment() throws IOException {
        begun().write(COMMENT);
        flush();
    }

    void flush() throws IOException {
        begun().flush();
        response.flushBuffer();
    }

    /**
     * Ends the stream here, not when the server gets to it: one that stops waits for handlers only, and would cut the connection
     * of a client that still waits for the end.
     */
    void close() throws IOException {
        begun().close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
