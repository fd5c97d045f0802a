package dev.signalbox.test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Fires its timers when the clock is advanced: also those without delay, and whatever else it is given. */
@RequiredArgsConstructor
final class FakeScheduler extends StoppableExecutor implements ScheduledExecutorService {

    private final FakeClock clock;

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(delay), null);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, unit.toNanos(delay), null);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        long step = requirePositive(unit.toNanos(period));
        return add(Executors.callable(command), unit.toNanos(initialDelay), due -> due + step);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        long step = requirePositive(unit.toNanos(delay));
        return add(Executors.callable(command), unit.toNanos(initialDelay), due -> clock.elapsed() + step);
    }

    private <V> FakeTimer<V> add(Callable<V> task, long delay, @Nullable LongUnaryOperator again) {
        rejectIfStopped();
        FakeTimer<V> timer = new FakeTimer<>(clock, task, clock.elapsed() + Math.max(0, delay), again);
        clock.add(timer);
        return timer;
    }

    private static long requirePositive(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("The period is " + nanos + " ns. It must be above 0.");
        }
        return nanos;
    }

    @Override
    public List<Runnable> shutdownNow() {
        super.shutdownNow();
        List<FakeTimer<?>> pending = clock.timers();
        pending.forEach(timer -> timer.cancel(false));
        return List.copyOf(pending);
    }
}
