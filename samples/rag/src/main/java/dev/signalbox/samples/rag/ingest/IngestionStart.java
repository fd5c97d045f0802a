package dev.signalbox.samples.rag.ingest;

import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Reads the documents when the application has started, so that it can be used meanwhile. */
@Slf4j
@RequiredArgsConstructor
public final class IngestionStart implements ApplicationRunner {

    private static final int EVERY = 10;

    private final Ingestion ingestion;
    private final Executor executor;

    @Override
    public void run(ApplicationArguments arguments) {
        executor.execute(this::ingest);
    }

    /** An index is not closed while it is written to. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        ingestion.stop();
    }

    private void ingest() {
        try {
            tellEnd(ingestion.run(this::tell));
        } catch (RuntimeException e) {
            log.error("The documents could not be read: {}", e.getMessage());
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

    private void tell(IngestionState state) {
        if (state.changed() > 0 && state.done() % EVERY == 0) {
            log.info("Reading documents: {} of {}", state.done(), state.total());
        }
    }
}
