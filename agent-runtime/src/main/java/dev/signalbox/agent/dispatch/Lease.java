package dev.signalbox.agent.dispatch;

/** A worker's hold on a run, from the dispatcher's side. */
public interface Lease {

    /** Whether the worker shall stop at the next step and let another go on: this node is shutting down. */
    boolean handOver();

    /** A lease that is never asked back. */
    static Lease kept() {
        return () -> false;
    }
}
