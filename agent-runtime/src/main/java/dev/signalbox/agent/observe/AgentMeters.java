package dev.signalbox.agent.observe;

import dev.signalbox.agent.event.RunEvent;
import dev.signalbox.agent.event.RunListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.StepRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/**
 * Keeps meters of the runs that this process works on, and of their steps. Tags have few values: names of programs and kinds,
 * never a run, a tenant or a user.
 */
public final class AgentMeters implements RunListener {

    private final JournalStore store;
    private final MeterProvider<Counter> started;
    private final MeterProvider<Counter> ended;
    private final MeterProvider<Timer> steps;
    private final Counter asked;
    private final Counter limits;

    /**
     * Keeps the meters of one runtime.
     *
     * @param store has the runs
     */
    public AgentMeters(MeterRegistry registry, JournalStore store) {
        this.store = store;
        this.started = counter(AgentObservationNames.RUNS_STARTED, "Runs that a worker has begun")
                .withRegistry(registry);
        this.ended = counter(AgentObservationNames.RUNS_ENDED, "Runs that have ended")
                .withRegistry(registry);
        this.steps = Timer.builder(AgentObservationNames.STEPS)
                .description("Time from the start of a step to its end")
                .withRegistry(registry);
        this.asked = counter(AgentObservationNames.APPROVALS_ASKED, "Questions to people")
                .register(registry);
        this.limits = counter(AgentObservationNames.LIMITS_REACHED, "Limits of runs that were reached")
                .register(registry);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.RunStarted) {
            started.withTag(AgentObservationNames.AGENT, program(event)).increment();
        } else if (event instanceof RunEvent.Ended end) {
            ended.withTags(Tags.of(
                            AgentObservationNames.AGENT,
                            program(event),
                            AgentObservationNames.OUTCOME,
                            AgentObservations.outcome(end)))
                    .increment();
        } else if (event instanceof RunEvent.StepCompleted completed && completed.kept()) {
            step(completed.step());
        } else if (event instanceof RunEvent.ApprovalAsked) {
            asked.increment();
        } else if (event instanceof RunEvent.LimitReached) {
            limits.increment();
        }
    }

    private String program(RunEvent event) {
        return store.run(event.run()).map(RunRecord::program).orElse(AgentObservationNames.NONE);
    }

    private void step(StepRecord step) {
        Duration time = step.endedAt() == null ? Duration.ZERO : Duration.between(step.startedAt(), step.endedAt());
        steps.withTags(Tags.of(
                        AgentObservationNames.STEP_KIND,
                        step.kind().name().toLowerCase(Locale.ROOT),
                        AgentObservationNames.OUTCOME,
                        step.state().name().toLowerCase(Locale.ROOT)))
                .record(time);
    }
}
