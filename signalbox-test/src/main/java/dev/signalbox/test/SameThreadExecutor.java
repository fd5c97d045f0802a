package dev.signalbox.test;

/**
 * Runs every task at once, on the thread that hands it over. As on a thread of its own, a task does not see that thread's
 * interruption.
 */
final class SameThreadExecutor extends StoppableExecutor {

    @Override
    public void execute(Runnable task) {
        rejectIfStopped();
        boolean interrupted = Thread.interrupted();
        try {
            task.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
