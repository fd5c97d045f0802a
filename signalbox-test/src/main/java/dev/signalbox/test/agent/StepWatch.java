package dev.signalbox.test.agent;

import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.Place;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Sees to it that a killed process does nothing more, and a replayed run nothing new. */
@RequiredArgsConstructor
final class StepWatch implements JournalListener {

    private final CrashingJournalStore process;
    /** What is being replayed, {@code null} if runs may do something. */
    private volatile @Nullable Replay replay;

    void watch(@Nullable Replay replayed) {
        replay = replayed;
    }

    @Override
    public void begins(Place place) {
        process.check();
        Replay replayed = replay;
        if (replayed != null) {
            throw replayed.begins(place);
        }
    }

    @Override
    public void replayed(Place place) {
        Replay replayed = replay;
        if (replayed != null && place.reworded()) {
            replayed.reworded(place);
        }
    }
}
