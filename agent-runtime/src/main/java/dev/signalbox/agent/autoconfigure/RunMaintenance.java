package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentRuntime;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What is done now and then: runs are found that nobody knows to be due, and what is too old, or not to be kept, is deleted. */
@Slf4j
@RequiredArgsConstructor
final class RunMaintenance {

    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final Duration DELETION = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final AgentRuntime runtime;
    private final AgentProperties properties;
    private final ScheduledExecutorService scheduler;
    private @Nullable Future<?> recovery;
    private @Nullable Future<?> deletion;

    synchronized void start() {
        recovery = every(RECOVERY, this::recover);
        deletion = every(DELETION, this::delete);
    }

    private Future<?> every(Duration time, Runnable work) {
        Runnable careful = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.warn("The journals could not be looked after, which is tried again in {}", time, e);
            }
        };
        return scheduler.scheduleWithFixedDelay(careful, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void recover() {
        runtime.recover(RECOVERY);
        if (!properties.keepRequests()) {
            runtime.forgetRequests(Duration.ZERO);
        }
    }

    private void delete() {
        runtime.forgetRequests(properties.retention().requests());
        Duration age = properties.retention().runs();
        while (age != null && runtime.deleteEnded(age, AT_ONCE) == AT_ONCE) {
            log.debug("Deleted {} runs that ended more than {} ago", AT_ONCE, age);
        }
    }

    synchronized void stop() {
        cancel(recovery);
        cancel(deletion);
    }

    private static void cancel(@Nullable Future<?> work) {
        if (work != null) {
            work.cancel(false);
        }
    }
}
