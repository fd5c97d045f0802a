package dev.signalbox.test;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor without threads of its own: once stopped, it is terminated and takes nothing more. */
abstract class StoppableExecutor extends AbstractExecutorService {

    private volatile boolean stopped;

    final void rejectIfStopped() {
        if (stopped) {
            throw new RejectedExecutionException("This executor is shut down.");
        }
    }

    @Override
    public void shutdown() {
        stopped = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return stopped;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return stopped;
    }
}
