package dev.signalbox.test.correlation;

import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterEvent.AttemptEnded;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.Clockwork;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A router's time, which stands still once an attempt has failed: the deadline that has ended it ends nothing that comes
 * after it, however long that takes.
 */
public final class Standstill implements RouterListener {

    private final LongSupplier running;
    private volatile @Nullable Long stopped;

    private Standstill(LongSupplier running) {
        this.running = running;
    }

    /** Gives a router such a time, and everything else of these parts. */
    public static void afterFailure(RouterBuilder router, Clockwork parts) {
        Standstill time = new Standstill(parts.nanos());
        router.listener(time)
                .clockwork(new Clockwork(
                        parts.instants(),
                        time::nanos,
                        parts.sleeper(),
                        parts.scheduler(),
                        parts.executor(),
                        parts.context(),
                        parts.random()));
    }

    private long nanos() {
        Long end = stopped;
        return end == null ? running.getAsLong() : end;
    }

    @Override
    public void on(RouterEvent event) {
        if (event instanceof AttemptEnded ended && !ended.attempt().succeeded()) {
            stopped = nanos();
        }
    }
}
