package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentRuntime;
import lombok.RequiredArgsConstructor;
import org.springframework.context.SmartLifecycle;

/** Works on runs once everything else has started, and stops before anything else does. */
@RequiredArgsConstructor
final class AgentLifecycle implements SmartLifecycle {

    private final AgentRuntime runtime;
    private final RunMaintenance maintenance;
    private final boolean works;
    private volatile boolean running;

    @Override
    public void start() {
        runtime.start();
        maintenance.start();
        running = true;
    }

    @Override
    public boolean isAutoStartup() {
        return works;
    }

    /** Waits for runs under way to come to their next step. */
    @Override
    public void stop() {
        running = false;
        maintenance.stop();
        try {
            runtime.close();
        } catch (Exception e) {
            throw new IllegalStateException("The runtime of agents could not be stopped", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What has handed its runs over does not take them back. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
