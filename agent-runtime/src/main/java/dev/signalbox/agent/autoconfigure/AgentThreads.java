package dev.signalbox.agent.autoconfigure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Daemon threads for branches, for tools with a time-out and for what is done now and then. */
final class AgentThreads implements AutoCloseable {

    private static final String NAME = "signalbox-agent-";
    /** What is done now and then may take a while, and must not be in the way of timers. */
    private static final int TIMERS = 2;

    private final ExecutorService pool;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ExecutorService executor;

    /**
     * Starts no thread before one is needed.
     *
     * @param context takes the context of the thread that hands a task over along to the one that does it
     */
    AgentThreads(UnaryOperator<ExecutorService> context) {
        this.pool = Executors.newCachedThreadPool(areVirtualOnesGood() ? virtual() : daemons(NAME));
        this.executor = context.apply(pool);
        this.scheduler = new ScheduledThreadPoolExecutor(TIMERS, daemons(NAME + "timer-"));
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** Before Java 24 they hold their carriers within synchronized blocks, in which libraries wait for databases and models. */
    private static boolean areVirtualOnesGood() {
        return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_FOUR);
    }

    private static ThreadFactory virtual() {
        return new VirtualThreadTaskExecutor(NAME).getVirtualThreadFactory();
    }

    private static ThreadFactory daemons(String prefix) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
        factory.setDaemon(true);
        return factory;
    }

    ExecutorService executor() {
        return executor;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        pool.shutdownNow();
    }
}
