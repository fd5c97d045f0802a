package dev.signalbox.router.ledger;

import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import lombok.RequiredArgsConstructor;

/** Makes records of what happens and hands them to the writer, which takes them without waiting. */
@RequiredArgsConstructor
public final class LedgerListener implements RouterListener {

    private final LedgerWriter writer;
    private final InstantSource instants;

    @Override
    public void on(RouterEvent event) {
        if (event instanceof RouterEvent.AttemptEnded ended) {
            writer.add(Entries.of(ended.decision(), ended.attempt(), now()));
        } else if (event instanceof RouterEvent.CallEnded ended) {
            writer.add(Entries.of(ended.call(), now()));
        } else if (event instanceof RouterEvent.ShadowEnded ended) {
            Instant now = now();
            ended.shadow()
                    .attempts()
                    .forEach(attempt -> writer.add(Entries.of(ended.shadow().decision(), attempt, now)));
            writer.add(Entries.of(ended.shadow(), now));
        }
    }

    /** As precise as all stores are. */
    private Instant now() {
        return instants.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
