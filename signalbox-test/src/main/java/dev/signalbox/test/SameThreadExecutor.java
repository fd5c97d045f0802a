package dev.signalbox.test;

/** Runs every task at once, on the thread that hands it over. */
final class SameThreadExecutor extends StoppableExecutor {

    @Override
    public void execute(Runnable task) {
        rejectIfStopped();
        task.run();
    }
}
