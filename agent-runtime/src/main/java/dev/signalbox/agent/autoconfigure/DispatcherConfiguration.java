package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.dbscheduler.DbSchedulerDispatcher;
import dev.signalbox.agent.store.jdbc.JournalDatabase;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who works on runs and when. */
@Configuration(proxyBeanMethods = false)
class DispatcherConfiguration {

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    RunDispatcher signalboxRunDispatcher(
            AgentConfiguration configuration, ObjectProvider<JournalDatabase> database, ObjectProvider<Clock> clock) {
        DispatcherProperties properties = configuration.properties().dispatcher();
        InstantSource time = clock.getIfUnique(Clock::systemUTC);
        if (properties.kind() == DispatcherProperties.Kind.INLINE) {
            return InlineDispatcher.eager(time);
        }
        JournalDatabase shared = database.getIfAvailable();
        if (shared == null) {
            throw new ConfigurationProblem(
                    DispatcherProperties.KIND,
                    null,
                    "db-scheduler needs the database of the journals, but the application has a JournalStore of its own.",
                    "Define a RunDispatcher bean, or write '" + DispatcherProperties.KIND + ": inline'.");
        }
        return new DbSchedulerDispatcher(shared.dispatching(), properties.settings(), time);
    }
}
