package dev.signalbox.samples.rag.ingest;

import dev.signalbox.samples.rag.document.Library;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.EmbeddedPassage;
import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.PassageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * Brings the index in line with the documents: new and changed ones are read, those that are gone are forgotten, all others
 * are left as they are. Each document is kept by itself, so that an ingestion that was ended in the middle goes on there.
 */
@Slf4j
@RequiredArgsConstructor
public final class Ingestion {

    private static final int TOGETHER = 32;
    /** So many documents in a row may be the documents' fault. */
    private static final int REFUSED = 2;

    private final Library library;
    private final PassageIndex index;
    private final Embedder embedder;

    private volatile IngestionState state = IngestionState.NONE;
    private volatile boolean stopped;

    /** How far the ingestion that is running has come, or the last one. */
    public IngestionState state() {
        return state;
    }

    /**
     * Runs on the caller's thread; callers that come meanwhile wait for their turn.
     *
     * @param progress told after each document
     * @throws IllegalStateException if the documents' folder is not to be read, or there is nothing in it any more
     */
    public synchronized IngestionState run(Consumer<IngestionState> progress) {
        try {
            return ingestAll(progress);
        } catch (IllegalStateException e) {
            state = state.endedBy(String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) { // whose words are for operators
            state = state.endedBy("something went wrong here, the log says more");
            throw e;
        }
    }

    /**
     * Ends the ingestion that is running, a few passages later, and waits for that; the document that it is at is left as it
     * was. There will be no other.
     */
    public void stop() {
        stopped = true;
        synchronized (this) {
            log.debug("No ingestion is running any more");
        }
    }

    private IngestionState ingestAll(Consumer<IngestionState> progress) {
        SortedMap<String, Resource> documents = library.documents();
        Map<String, String> known = index.fingerprints();
        if (documents.isEmpty() && !known.isEmpty()) {
            throw new IllegalStateException(
                    "there is no document any more where the index knows " + known.size()
                            + ", and nothing was forgotten. Look at assistant.documents; if it is to be empty, delete the index");
        }
        Tally tally = new Tally(documents.size());
        state = tally.state(false);
        for (String gone : known.keySet()) {
            if (!documents.containsKey(gone)) {
                index.remove(gone);
                tally.removed++;
            }
        }
        for (Entry<String, Resource> document : documents.entrySet()) {
            if (!ingest(document.getKey(), document.getValue(), known.get(document.getKey()), tally)) {
                state = state.endedBy("the application ends");
                return state;
            }
            state = tally.state(false);
            progress.accept(state);
        }
        state = tally.state(true);
        return state;
    }

    /** Whether it was looked at: not if the ingestion is to end. */
    private boolean ingest(String path, Resource file, @Nullable String known, Tally tally) {
        if (stopped) {
            return false;
        }
        try {
            byte[] content = file.getContentAsByteArray();
            String fingerprint = library.fingerprint(content) + "-" + Embedder.NAME;
            if (!fingerprint.equals(known) && !replace(path, content, fingerprint, tally)) {
                return false;
            }
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", path, e.getMessage());
            tally.failures.put(path, String.valueOf(e.getMessage()));
        }
        tally.underway = 0;
        tally.done++;
        return true;
    }

    /** Whether it was done: not if the ingestion is to end. */
    private boolean replace(String path, byte[] content, String fingerprint, Tally tally) throws IOException {
        try {
            List<Passage> passages = library.passages(path, content);
            if (passages.isEmpty()) {
                throw new IOException("it holds no text; is it a scan?");
            }
            List<EmbeddedPassage> embedded = embedded(passages, tally);
            if (embedded.size() < passages.size()) {
                return false;
            }
            put(path, fingerprint, embedded, tally);
            return true;
        } catch (IOException e) {
            index.remove(path); // what it said before it says no more
            throw e;
        }
    }

    /** All of them, or some if the ingestion is to end. */
    private List<EmbeddedPassage> embedded(List<Passage> passages, Tally tally) {
        List<EmbeddedPassage> embedded = new ArrayList<>();
        for (int from = 0; from < passages.size() && !stopped; from += TOGETHER) {
            embedded.addAll(embedder.embed(passages.subList(from, Math.min(from + TOGETHER, passages.size()))));
            tally.underway = embedded.size();
            state = tally.state(false);
        }
        return embedded;
    }

    /** One document that the index does not take must not keep the others out; an index that takes none must. */
    private void put(String path, String fingerprint, List<EmbeddedPassage> passages, Tally tally) throws IOException {
        try {
            index.put(path, fingerprint, passages);
        } catch (RuntimeException e) {
            if (++tally.refused > REFUSED) {
                throw e;
            }
            throw new IOException("the index does not take it: " + e.getMessage(), e);
        }
        tally.refused = 0;
        tally.changed++;
        tally.passages += passages.size();
    }

    @RequiredArgsConstructor
    private static final class Tally {

        private final int total;
        private final Map<String, String> failures = new TreeMap<>();
        private int done;
        private int changed;
        private int removed;
        private int passages;
        private int underway;
        private int refused;

        IngestionState state(boolean finished) {
            return new IngestionState(done, total, changed, removed, passages + underway, failures, finished, null);
        }
    }
}
