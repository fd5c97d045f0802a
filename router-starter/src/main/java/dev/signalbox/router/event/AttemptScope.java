package dev.signalbox.router.event;

/** Something that is open on the thread that sends a request, for example a trace. */
@FunctionalInterface
public interface AttemptScope extends AutoCloseable {

    /** Nothing. */
    AttemptScope NONE = () -> {};

    /** Ends it, on the thread on which it was opened. */
    @Override
    void close();
}
