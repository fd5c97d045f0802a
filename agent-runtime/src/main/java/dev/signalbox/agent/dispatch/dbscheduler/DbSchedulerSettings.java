package dev.signalbox.agent.dispatch.dbscheduler;

import java.time.Duration;
import lombok.Builder;

/**
 * How runs are handed out. A worker that is not heard of for as many heartbeats as may be missed is taken for dead; its runs come
 * to others within that time and two heartbeats more.
 *
 * @param threads how many runs this node works on at a time
 * @param pollInterval how often it looks for runs that others have made due
 * @param heartbeatInterval how often it says of each run that it works on it
 * @param missedHeartbeats how many may be missed, 4 or more
 * @param shutdownWait how long runs under way may take to hand over; then their threads are interrupted
 */
@Builder(toBuilder = true)
public record DbSchedulerSettings(
        int threads, Duration pollInterval, Duration heartbeatInterval, int missedHeartbeats, Duration shutdownWait) {

    /** 16 threads; a dead node's runs go on elsewhere within four seconds. */
    public static final DbSchedulerSettings DEFAULTS =
            new DbSchedulerSettings(16, Duration.ofMillis(500), Duration.ofMillis(500), 6, Duration.ofSeconds(30));

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a number is too small
     */
    public DbSchedulerSettings {
        check("threads", threads, threads >= 1, "1 or more");
        check("poll-interval", pollInterval, pollInterval.toMillis() >= 1, "1 ms or more");
        check("heartbeat-interval", heartbeatInterval, heartbeatInterval.toMillis() >= 1, "1 ms or more");
        check("missed-heartbeats", missedHeartbeats, missedHeartbeats >= 4, "4 or more");
        check("shutdown-wait", shutdownWait, !shutdownWait.isNegative(), "0 or more");
    }

    private static void check(String name, Object value, boolean allowed, String what) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "The dispatcher's '" + name + "' is " + value + ". Write " + what + " instead.");
        }
    }

    /** After how long without a heartbeat a worker is taken for dead. */
    Duration silence() {
        return heartbeatInterval.multipliedBy(missedHeartbeats);
    }
}
