package dev.signalbox.router.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Several threads at the same work, until it is done. */
@RequiredArgsConstructor
final class Workers {

    private final Runnable work;
    private final Runnable stop;
    private int running;
    private boolean closed;

    /**
     * Returns when all have ended.
     *
     * @param executor {@code null} for threads of its own, which end with the work
     * @param stop what tells them to end early, when one fails or the caller is interrupted
     */
    static void work(@Nullable Executor executor, int count, Runnable work, Runnable stop) {
        if (executor != null) {
            new Workers(work, stop).start(executor, count);
            return;
        }
        ExecutorService own = Executors.newFixedThreadPool(count, daemons());
        try {
            new Workers(work, stop).start(own, count);
        } finally {
            own.shutdownNow();
        }
    }

    private static ThreadFactory daemons() {
        ThreadFactory threads = Executors.defaultThreadFactory();
        return work -> {
            Thread thread = threads.newThread(work);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void start(Executor executor, int count) {
        List<FutureTask<?>> tasks = new ArrayList<>();
        for (int worker = 0; worker < count; worker++) {
            FutureTask<?> task = new FutureTask<>(this::worker, null);
            tasks.add(task);
            try {
                executor.execute(task);
            } catch (RuntimeException e) { // refused: those that have begun must not go on behind the caller's back
                stop.run();
                awaitEnd();
                throw e;
            }
        }
        await(tasks);
    }

    private void worker() {
        if (!begin()) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            stop.run();
            throw e;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        running += closed ? 0 : 1;
        return !closed;
    }

    private synchronized void end() {
        running--;
        notifyAll();
    }

    /** Until those that have begun have ended; no other begins any more. */
    private synchronized void awaitEnd() {
        closed = true;
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(List<FutureTask<?>> tasks) {
        RuntimeException failure = null;
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (InterruptedException e) {
                stop.run();
                tasks.forEach(running -> running.cancel(true));
                awaitEnd();
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                failure = failure == null ? unwrapped(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
