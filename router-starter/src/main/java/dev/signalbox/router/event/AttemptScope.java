package dev.signalbox.router.event;

import java.util.Map;

/** Something that is open on the thread that sends a request, for example a trace. */
@FunctionalInterface
public interface AttemptScope extends AutoCloseable {

    /** Nothing. */
    AttemptScope NONE = () -> {};

    /** Headers that the request of the attempt gets, for example of a trace. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Ends it, on the thread on which it was opened. */
    @Override
    void close();
}
