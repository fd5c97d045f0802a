package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerSettings;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who works on runs and when.
 *
 * @param enabled Whether this process works on runs; one that does not starts and shows runs that others work on.
 * @param kind Dispatcher: db-scheduler, for one node or many that share the store, or inline, where whoever calls works and no other process does.
 * @param threads How many runs are worked on at once.
 * @param pollInterval How often the store is asked for runs that are due.
 * @param heartbeat How often a worker says that it is alive.
 * @param missedHeartbeats After how many heartbeats that did not come a worker is taken for dead, so that others go on.
 * @param shutdownWait How long a shutdown waits for runs to come to their next step.
 */
record DispatcherProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("db-scheduler") Kind kind,
        @DefaultValue("16") int threads,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("1s") Duration heartbeat,
        @DefaultValue("4") int missedHeartbeats,
        @DefaultValue("20s") Duration shutdownWait) {

    static final String PREFIX = AgentProperties.PREFIX + ".dispatcher";
    static final String KIND = PREFIX + ".kind";

    /**
     * The settings.
     *
     * @throws ConfigurationProblem if a number is too small
     */
    DbSchedulerSettings settings() {
        try {
            return new DbSchedulerSettings(threads, pollInterval, heartbeat, missedHeartbeats, shutdownWait);
        } catch (IllegalArgumentException e) {
            throw ConfigurationProblem.of(PREFIX, null, e);
        }
    }

    /** Dispatchers. */
    enum Kind {
        /** Workers of all nodes that share the store. */
        DB_SCHEDULER,
        /** Whoever calls. */
        INLINE
    }
}
