package dev.signalbox.test.provider;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** What a client sends, read ahead while a reply is under way, so that a client that leaves is noticed at once. */
final class ClientInput extends InputStream {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final int MAX_WAIT_MILLIS = 3_600_000;

    private final Socket socket;

    private final InputStream source;

    private byte[] buffer = new byte[8192];

    private int position;

    private int limit;

    ClientInput(Socket socket) throws IOException {
        this.socket = socket;
        this.source = socket.getInputStream();
    }

    @Override
    public int read() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length > 0 && position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /** Waits for the given time; throws as soon as the client closes its side of the connection. */
    void watch(Duration duration) throws IOException {
        watchUntil(System.nanoTime(), duration);
    }

    /** As {@link #watch}, counted from the given nano time. */
    void watchUntil(long start, Duration duration) throws IOException {
        long nanos = duration.compareTo(LONGEST) > 0 ? Long.MAX_VALUE : duration.toNanos();
        for (long left = nanos - since(start); left > 0; left = nanos - since(start)) {
            watchFor(Math.min(left / NANOS_PER_MILLI + 1, MAX_WAIT_MILLIS));
        }
    }

    private static long since(long start) {
        return System.nanoTime() - start;
    }

    private void watchFor(long millis) throws IOException {
        socket.setSoTimeout((int) millis);
        try {
            if (!fill()) {
                throw new EOFException("The client closed the connection");
            }
        } catch (SocketTimeoutException ex) {
            // the client is still there
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int count = source.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count >= 0;
    }
}
