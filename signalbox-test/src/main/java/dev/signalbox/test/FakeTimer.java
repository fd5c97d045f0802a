package dev.signalbox.test;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A task that a fake clock runs when its time has come, once or again and again. */
final class FakeTimer<V> extends FutureTask<V> implements ScheduledFuture<V> {

    private final FakeClock clock;
    private final @Nullable LongUnaryOperator again;
    private volatile long due;

    /**
     * A timer that the clock does not know yet.
     *
     * @param due when it fires, in nanoseconds of the clock's {@link FakeClock#elapsed}
     * @param again when it fires next, from when it was due; {@code null} is never
     */
    FakeTimer(FakeClock clock, Callable<V> task, long due, @Nullable LongUnaryOperator again) {
        super(task);
        this.clock = clock;
        this.due = due;
        this.again = again;
    }

    long due() {
        return due;
    }

    @Override
    public void run() {
        if (again == null) {
            super.run();
        } else if (runAndReset()) {
            due = again.applyAsLong(due);
            clock.add(this);
        }
    }

    @Override
    protected void done() {
        clock.remove(this);
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - clock.elapsed(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
