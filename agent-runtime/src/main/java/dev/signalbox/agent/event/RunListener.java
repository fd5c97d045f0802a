package dev.signalbox.agent.event;

/**
 * Is told what happens in the runs that this process works on, in the order of each run, on the thread on which it happens.
 * Must be quick and thread-safe. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface RunListener {

    /** Something has happened. */
    void on(RunEvent event);
}
