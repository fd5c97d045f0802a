package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks from time to time whether the configuration files have changed. It compares what they say and not when they were
 * written, so that mounted files that are replaced by renaming, and files that are new, are seen like all others.
 */
@RequiredArgsConstructor
final class ConfigurationWatch implements SmartLifecycle {

    private final ConfigurationReload reload;
    private final Clockwork clockwork;
    private final @Nullable Duration interval;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Future<?> timer;

    @Override
    public void start() {
        if (interval == null) {
            return;
        }
        long nanos = interval.toNanos();
        timer = clockwork.scheduler().scheduleWithFixedDelay(this::lookElsewhere, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** The timer's thread is that of all deadlines: it must not wait for files. */
    private void lookElsewhere() {
        if (looking.compareAndSet(false, true)) {
            clockwork.executor().execute(this::look);
        }
    }

    private void look() {
        try {
            reload.reloadIfChanged();
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void stop() {
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public boolean isAutoStartup() {
        return interval != null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
