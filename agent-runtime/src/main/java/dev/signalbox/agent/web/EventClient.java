package dev.signalbox.agent.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Writes server-sent events to one client, on any thread. The server uses a connection for another request as soon as this one
 * has ended, so nothing is written after that, and the end waits for what is being written.
 */
@RequiredArgsConstructor
final class EventClient implements AsyncListener {

    private final AsyncContext request;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean ended;

    /**
     * Sends an event.
     *
     * @param id of an event that the client shall name when it comes back, {@code null} for none
     * @param data on one line
     * @throws IOException if the client has gone
     */
    void event(@Nullable String id, String type, String data) throws IOException {
        write((id == null ? "" : "id: " + id + "\n") + "event: " + type + "\ndata: " + data + "\n\n");
    }

    /**
     * Keeps the connection alive.
     *
     * @throws IOException if the client has gone
     */
    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    private void write(String text) throws IOException {
        writing.lock();
        try {
            if (ended) {
                throw new IOException("The request has ended.");
            }
            OutputStream out = request.getResponse().getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Ends the stream, unless it has ended. */
    void complete() {
        writing.lock();
        try {
            if (!ended) {
                closeOutput();
                end();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Not left to the server: one that stops does not wait for it, and would cut the connection. */
    private void closeOutput() {
        try {
            request.getResponse().getOutputStream().close();
        } catch (IOException | IllegalStateException e) {
            // The client is gone, which is an end too.
        }
    }

    private void end() {
        ended = true;
        try {
            request.complete();
        } catch (IllegalStateException e) {
            // The server has noticed that the client is gone, and says so next.
        }
    }

    boolean hasEnded() {
        writing.lock();
        try {
            return ended;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        writing.lock();
        try {
            ended = true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        complete();
    }

    /** Leaves the server no error to tell to a client that is gone. */
    @Override
    public void onError(AsyncEvent event) {
        writing.lock();
        try {
            end();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }
}
