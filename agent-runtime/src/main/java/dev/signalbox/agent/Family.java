package dev.signalbox.agent;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import lombok.RequiredArgsConstructor;

/** A run, its children, their children and so on. */
@RequiredArgsConstructor
final class Family {

    static final int MOST_CHILDREN = 10_000;

    private final JournalStore store;

    /** What a run and all below it have spent, in pico-USD. */
    long spent(RunId run) {
        return store.use(run).pico() + spentByChildren(run);
    }

    /** What is not in the journal of a run yet, because its children have not ended, or it does not know. */
    long spentByChildren(RunId run) {
        return store.runs(RunQuery.builder().parent(run).build(), MOST_CHILDREN).stream()
                .filter(child -> !isBooked(run, child))
                .mapToLong(child -> spent(child.id()))
                .sum();
    }

    private boolean isBooked(RunId run, RunRecord child) {
        String step = child.parentStep();
        return child.status().ended() && step != null && store.step(run, step).isPresent();
    }
}
