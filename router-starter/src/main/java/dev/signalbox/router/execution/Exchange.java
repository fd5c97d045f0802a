package dev.signalbox.router.execution;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What passes between an attempt and the client that carries it out, beside LangChain4j's own types: the client says how
 * to abort it and what the provider's HTTP answer was. Bound to the thread on which the attempt starts. Thread-safe.
 */
@Slf4j
public final class Exchange {

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();
    private static final byte[] NOTHING = {};

    private final List<Runnable> aborts = new ArrayList<>(2);
    private boolean aborted;
    private @Nullable InetSocketAddress server;
    private @Nullable Integer status;
    private @Nullable Duration retryAfter;
    private @Nullable String reported;
    private boolean streaming;
    private boolean finished;
    private boolean unreadable;
    private Map<String, String> headers = Map.of();
    private @Nullable WireRequest wire;
    private boolean passing;
    private ByteArrayOutputStream passed = new ByteArrayOutputStream(0);
    private Runnable onClosed = () -> {};

    Exchange() {}

    /** The exchange of the attempt that this thread is starting, {@code null} outside of one. */
    public static @Nullable Exchange current() {
        return CURRENT.get();
    }

    /** Runs the start of an attempt with this exchange bound to the thread. */
    <T> T bind(Supplier<T> start) {
        Exchange outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return start.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Says how to abort the attempt from now on; done at once if it is aborted already. Must be quick and not throw. */
    public void onAbort(Runnable abort) {
        synchronized (this) {
            if (!aborted) {
                aborts.add(abort);
                return;
            }
        }
        quietly(abort);
    }

    /** Says where the request goes. Of the address only host and port are kept: the rest may hold a key. */
    public void sent(URI to) {
        if (to.getHost() != null) {
            int usual = "http".equals(to.getScheme()) ? 80 : 443;
            InetSocketAddress address =
                    InetSocketAddress.createUnresolved(to.getHost(), to.getPort() < 0 ? usual : to.getPort());
            synchronized (this) {
                server = address;
            }
        }
    }

    /** Says what the provider's HTTP answer began with. */
    public synchronized void responded(int httpStatus, @Nullable Duration askedPause) {
        status = httpStatus;
        retryAfter = askedPause;
    }

    /**
     * Says that the provider has sent an error after a status of success: as an event of a stream, or as the body. The
     * first one counts; it makes the attempt fail, whatever the client says.
     *
     * @param error what the provider sent: JSON as a rule, perhaps cut short
     */
    public synchronized void reported(String error) {
        if (reported == null) {
            reported = error;
        }
    }

    /** Says that the answer comes in pieces, the last of which will be told by {@link #finished}. */
    public synchronized void streaming() {
        streaming = true;
    }

    /** Says that a stream has come to its own end: a finish reason or an end marker passed. */
    public synchronized void finished() {
        finished = true;
    }

    /** Says that a part of a stream could not be read, so that what the client makes of the rest lacks something. */
    public synchronized void unreadable() {
        unreadable = true;
    }

    /**
     * Says that the client has read all that the provider sent, and has called its handler for it. A stream of which
     * nothing more is known then has failed.
     */
    public void closed() {
        Runnable todo;
        synchronized (this) {
            todo = onClosed;
        }
        todo.run();
    }

    /** Headers that the request gets besides, for example of a trace. */
    public synchronized Map<String, String> headers() {
        return headers;
    }

    synchronized void sendWith(Map<String, String> more) {
        headers = more;
    }

    /** The request in the caller's own words, {@code null} if there are none. */
    public synchronized @Nullable WireRequest wire() {
        return wire;
    }

    /** Says whether the provider got the caller's own words, so that its answer is told by {@link #passed}. */
    public synchronized void passing(boolean own) {
        passing = own;
    }

    /** Whether the answer is told by {@link #passed}. */
    public synchronized boolean isPassing() {
        return passing;
    }

    /** Says what has come of the answer, before the client knows. */
    public synchronized void passed(ByteBuffer piece) {
        byte[] copy = new byte[piece.remaining()];
        piece.duplicate().get(copy);
        passed.write(copy, 0, copy.length);
    }

    synchronized void speak(@Nullable WireRequest words) {
        wire = words;
    }

    /** What has come since this was asked the last time. */
    synchronized byte[] takePassed() {
        if (passed.size() == 0) {
            return NOTHING;
        }
        byte[] taken = passed.toByteArray();
        passed = new ByteArrayOutputStream(taken.length);
        return taken;
    }

    /** Is run when the client has read all. */
    synchronized void onClosed(Runnable listener) {
        onClosed = listener;
    }

    synchronized @Nullable String reported() {
        return reported;
    }

    /** Whether a stream passed its own end. */
    synchronized boolean isFinished() {
        return finished;
    }

    synchronized boolean isUnreadable() {
        return unreadable;
    }

    /** Whether a stream lacks the end that it should have. */
    synchronized boolean isUnfinished() {
        return streaming && !finished;
    }

    synchronized @Nullable InetSocketAddress server() {
        return server;
    }

    synchronized @Nullable Integer status() {
        return status;
    }

    synchronized @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Some clients cannot cancel, and say so by throwing; for the call the attempt is over all the same. */
    private static void quietly(Runnable abort) {
        try {
            abort.run();
        } catch (RuntimeException e) {
            log.debug("An attempt could not be aborted and goes on unheard", e);
        }
    }

    /** Ends the attempt's work wherever it is; later calls do nothing. */
    void abort() {
        List<Runnable> todo;
        synchronized (this) {
            aborted = true;
            todo = List.copyOf(aborts);
            aborts.clear();
        }
        todo.forEach(Exchange::quietly);
    }
}
