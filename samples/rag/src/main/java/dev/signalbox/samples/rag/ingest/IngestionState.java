package dev.signalbox.samples.rag.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an ingestion has come.
 *
 * @param done documents that have been looked at
 * @param total documents that there are
 * @param changed documents that were read, since they were new or had changed
 * @param removed documents that were forgotten, since they are gone
 * @param passages passages that were made of the changed ones, and so far of the one that is being read
 * @param failures documents that could not be read, and why; they are tried again next time
 * @param finished whether it has ended
 * @param problem what ended it early, {@code null} if nothing did
 */
public record IngestionState(
        int done,
        int total,
        int changed,
        int removed,
        int passages,
        Map<String, String> failures,
        boolean finished,
        @Nullable String problem) {

    static final IngestionState NONE = new IngestionState(0, 0, 0, 0, 0, Map.of(), false, null);

    /** Copies the failures. */
    public IngestionState {
        failures = Map.copyOf(failures);
    }

    /** This state, at which something ended it. */
    IngestionState endedBy(String what) {
        return new IngestionState(done, total, changed, removed, passages, failures, true, what);
    }
}
