package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.web.RunApi;
import lombok.RequiredArgsConstructor;
import org.springframework.context.SmartLifecycle;

/** Ends the streams of the API before the server waits for its requests to end. */
@RequiredArgsConstructor
final class StreamLifecycle implements SmartLifecycle {

    private final RunApi api;
    private volatile boolean running;

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        api.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What was closed stays so. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
