package dev.signalbox.agent.dispatch.dbscheduler;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The threads that work on runs. The first that is free after none was lets look for what came meanwhile. */
final class SliceThreads extends ThreadPoolExecutor {

    private final Runnable lookForDue;

    SliceThreads(int threads, Runnable lookForDue) {
        super(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new CustomizableThreadFactory("signalbox-agent-"));
        this.lookForDue = lookForDue;
    }

    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        if (getActiveCount() == getMaximumPoolSize()) {
            lookForDue.run();
        }
    }
}
