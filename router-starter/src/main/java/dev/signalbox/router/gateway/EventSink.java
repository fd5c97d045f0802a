package dev.signalbox.router.gateway;

import org.jspecify.annotations.Nullable;

/** Takes the events of a stream on their way to the client. May wait for a client that is slow. */
interface EventSink {

    /**
     * Sends an event.
     *
     * @param name its name, {@code null} for an event without
     * @param data its data, on one line
     */
    void send(@Nullable String name, byte[] data);
}
