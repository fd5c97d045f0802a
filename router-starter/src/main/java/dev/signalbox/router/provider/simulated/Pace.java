package dev.signalbox.router.provider.simulated;

import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.signalbox.router.execution.Clockwork;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Lets one call take its time, until somebody stops it: the router by an abort, or the consumer by cancelling. */
@RequiredArgsConstructor
final class Pace implements StreamingHandle {

    private final Clockwork clockwork;
    private final long begun;

    private boolean stopped;
    private boolean silent;
    private @Nullable Thread waiting;
    private boolean interrupting;

    static Pace from(Clockwork clockwork) {
        return new Pace(clockwork, clockwork.nanos().getAsLong());
    }

    /**
     * Returns when so much time has passed since the call began.
     *
     * @throws CancellationException as soon as the call is stopped
     */
    void await(Duration sinceBegin) {
        long length = begun + sinceBegin.toNanos() - clockwork.nanos().getAsLong();
        if (length > 0) {
            sleep(length);
        }
        requireRunning();
    }

    private void sleep(long length) {
        try {
            enter();
            clockwork.sleeper().sleep(length);
        } catch (InterruptedException e) {
            interrupted();
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        requireRunning();
        waiting = Thread.currentThread();
    }

    /** An interrupt that is not ours is for the caller of the model too. */
    private synchronized void interrupted() {
        if (!interrupting) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void leave() {
        waiting = null;
        if (interrupting) {
            interrupting = false;
            Thread.interrupted();
        }
    }

    private synchronized void requireRunning() {
        if (stopped) {
            throw new CancellationException("The simulated call was stopped.");
        }
    }

    /** Stops the call; it ends with an error. */
    void abort() {
        stop(false);
    }

    /** Stops the call; nothing more is heard of it. */
    @Override
    public void cancel() {
        stop(true);
    }

    private synchronized void stop(boolean silently) {
        if (stopped) {
            return;
        }
        stopped = true;
        silent = silently;
        if (waiting != null) {
            interrupting = true;
            waiting.interrupt();
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return stopped;
    }

    /** Whether nothing more may be heard of the call. */
    synchronized boolean silent() {
        return silent;
    }
}
