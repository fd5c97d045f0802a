package dev.signalbox.agent.event;

import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.json.Json;
import java.util.List;
import java.util.stream.Stream;

/** What was written of runs, as events. Thread-safe. */
public final class RunHistory {

    private final JournalStore store;
    private final EventCodec codec;

    /**
     * Reads a store.
     *
     * @param json how its events are written
     */
    public RunHistory(JournalStore store, Json json) {
        this.store = store;
        this.codec = new EventCodec(json);
    }

    /** What happened in a run after a place, in order. */
    public List<RunEvent> after(RunId run, long seq, int max) {
        return store.events(run, seq, max).stream().flatMap(this::read).toList();
    }

    /** A step that is gone by now was deleted with its run. */
    private Stream<RunEvent> read(EventRecord written) {
        if (!written.type().equals(EventRecord.STEP_COMPLETED)) {
            return Stream.of(codec.read(written));
        }
        String key = written.step() == null ? "" : written.step();
        Moment moment = new Moment(written.run(), written.seq(), written.at());
        return store.step(written.run(), key).stream().map(step -> new RunEvent.StepCompleted(moment, step, false));
    }
}
