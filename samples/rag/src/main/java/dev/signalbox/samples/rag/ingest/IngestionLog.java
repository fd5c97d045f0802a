package dev.signalbox.samples.rag.ingest;

import lombok.extern.slf4j.Slf4j;

/** Tells in the log how far an ingestion is, and how it ended. */
@Slf4j
public final class IngestionLog {

    private static final int EVERY = 10;

    private IngestionLog() {}

    /**
     * Runs an ingestion on the caller's thread.
     *
     * @throws IllegalStateException as {@link Ingestion#run} does
     */
    public static IngestionState run(Ingestion ingestion) {
        IngestionState end = ingestion.run(IngestionLog::tell);
        tellEnd(end);
        return end;
    }

    private static void tell(IngestionState state) {
        if (state.changed() > 0 && state.done() % EVERY == 0) {
            log.info("Reading documents: {} of {}", state.done(), state.total());
        }
    }

    private static void tellEnd(IngestionState end) {
        if (end.problem() != null) {
            log.info("{} of {} documents are read; the next start goes on there", end.done(), end.total());
            return;
        }
        log.info(
                "{} documents: {} read anew in {} passages, {} gone, {} as they were, {} not readable",
                end.total(),
                end.changed(),
                end.passages(),
                end.removed(),
                end.total() - end.changed() - end.failures().size(),
                end.failures().size());
    }
}
