package dev.signalbox.agent.event;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Those who are told what happens in runs. Thread-safe. */
@Slf4j
public final class RunListeners {

    private final List<RunListener> listeners;
    private final EventCodec codec;
    private final InstantSource clock;

    /**
     * Tells these from the start.
     *
     * @param json how events are written
     * @param clock what time it is
     */
    public RunListeners(Collection<RunListener> listeners, Json json, InstantSource clock) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.codec = new EventCodec(json);
        this.clock = clock;
    }

    /** Tells one more, from now on and until it is removed. */
    public void add(RunListener listener) {
        listeners.add(listener);
    }

    /** Tells one less. */
    public void remove(RunListener listener) {
        listeners.remove(listener);
    }

    /** Hears the journal of one run, for all. */
    public JournalListener of(RunId run) {
        return new Heard(run);
    }

    private void tell(RunEvent event) {
        for (RunListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                log.warn("A listener to runs has failed and was ignored", e);
            }
        }
    }

    /** What is heard of one run. */
    @RequiredArgsConstructor
    private final class Heard implements JournalListener {

        private final RunId run;

        private Moment now() {
            return Moment.passing(run, clock.instant());
        }

        @Override
        public void begins(Place place) {
            tell(new RunEvent.StepStarted(
                    now(),
                    place.key(),
                    place.scope(),
                    place.request().kind(),
                    place.request().name()));
        }

        @Override
        public void partial(Place place, String text) {
            tell(new RunEvent.TextDelta(now(), place.key(), place.scope(), text));
        }

        @Override
        public void replayed(Place place) {
            StepRecord step = place.recorded();
            if (step != null) {
                tell(new RunEvent.StepCompleted(now(), step, true));
            }
        }

        @Override
        public void written(StepRecord step) {
            if (step.state() != StepState.STARTED) {
                Instant ended = step.endedAt() == null ? step.startedAt() : step.endedAt();
                tell(new RunEvent.StepCompleted(new Moment(run, step.seq(), ended), step, false));
            }
        }

        @Override
        public void written(EventRecord event) {
            tell(codec.read(event));
        }
    }
}
