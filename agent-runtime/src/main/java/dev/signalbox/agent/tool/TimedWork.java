package dev.signalbox.agent.tool;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The use of a tool on another thread, which may take only so long. Its turn lasts until that thread is done with it. */
final class TimedWork {

    /** Something to be done. */
    interface Work {

        /**
         * Does it.
         *
         * @param keeping called before what was done is made to stay; throws if nobody waits for it any more
         */
        Attempt run(Runnable keeping);
    }

    private final BoxedTool tool;
    private final FutureTask<Attempt> task;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();

    TimedWork(BoxedTool tool, Work work) {
        this.tool = tool;
        this.task = new FutureTask<>(() -> work.run(this::keep));
    }

    private void keep() {
        if (!settled.compareAndSet(false, true)) {
            throw new CancellationException("Its time is over.");
        }
    }

    Attempt run(Executor executor, Duration timeout) throws InterruptedException {
        try {
            executor.execute(this::onThread);
        } catch (RejectedExecutionException e) {
            tool.turns().giveBack();
            return new Attempt.Failed(e, true);
        }
        try {
            return ended(timeout.toNanos());
        } catch (TimeoutException e) {
            return givenUp(timeout);
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
    }

    private void onThread() {
        if (begun.compareAndSet(false, true)) {
            try {
                task.run();
            } finally {
                tool.turns().giveBack();
            }
        }
    }

    private Attempt ended(long nanos) throws InterruptedException, TimeoutException {
        try {
            return task.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The use of a tool throws nothing else.", e);
        }
    }

    private Attempt givenUp(Duration timeout) throws InterruptedException {
        boolean waited = giveUp();
        if (!task.isCancelled()) {
            try {
                return ended(Long.MAX_VALUE);
            } catch (TimeoutException e) {
                throw new IllegalStateException("It has settled.", e);
            }
        }
        String why = "The tool '" + tool.name() + "' did not answer within " + timeout + ".";
        return new Attempt.Failed(new TimeoutException(why), waited);
    }

    /** Whether it had not begun. */
    private boolean giveUp() {
        if (settled.compareAndSet(false, true)) {
            task.cancel(true);
        }
        boolean waited = begun.compareAndSet(false, true);
        if (waited) {
            tool.turns().giveBack();
        }
        return waited;
    }
}
