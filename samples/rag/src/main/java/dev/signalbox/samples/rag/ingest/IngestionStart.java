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
            IngestionLog.run(ingestion);
        } catch (IllegalStateException e) {
            log.error("The documents could not be read: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The documents could not be read", e);
        }
    }
}
