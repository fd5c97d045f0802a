package dev.signalbox.agent.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.journal.RunId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RunMaintenanceTests {

    private static final class Asking implements AgentProgram<String, String> {
        @Override
        public String run(String question, Run run) {
            return run.model().chat(question);
        }
    }

    /** Does at once, and once, what is to be done every minute. */
    private static final class EveryMinute extends ScheduledThreadPoolExecutor {

        EveryMinute() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initial, long delay, TimeUnit unit) {
            if (unit.toMinutes(delay) == 1) {
                work.run();
            }
            return schedule(() -> {}, 0, unit);
        }
    }

    private final AtomicLong seconds = new AtomicLong();
    private final AgentRuntime runtime = AgentRuntime.builder()
            .clock(() -> Instant.EPOCH.plusSeconds(seconds.incrementAndGet()))
            .model(new Answers())
            .program(new Asking())
            .build();
    private final EveryMinute scheduler = new EveryMinute();

    @AfterEach
    void close() throws Exception {
        scheduler.shutdownNow();
        runtime.close();
    }

    private static AgentProperties properties(boolean keepRequests) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of(AgentProperties.PREFIX + ".keep-requests", "" + keepRequests)))
                .bindOrCreate(AgentProperties.PREFIX, AgentProperties.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsNoRequestsForLongUnlessTheyAreToBeKept(boolean keepRequests) {
        runtime.start();
        RunId run = runtime.start(Asking.class, "why?").id();
        RunMaintenance maintenance = new RunMaintenance(runtime, properties(keepRequests), scheduler);

        maintenance.start();
        maintenance.stop();

        assertThat(runtime.steps(run)).singleElement().matches(step -> keepRequests == (step.request() != null));
    }
}
