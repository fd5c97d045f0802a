package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;
import java.util.List;
import java.util.Map;

/** Keeps passages, and finds them by their words and by their vectors. Thread-safe. */
public interface PassageIndex extends AutoCloseable {

    /** The fingerprint of each document, as it was when it was put here. */
    Map<String, String> fingerprints();

    /** Keeps a document in place of what it was: all of its passages or, if that fails, none. Lasting when it returns. */
    void put(String document, String fingerprint, List<EmbeddedPassage> passages);

    /** Forgets a document. */
    void remove(String document);

    /** The passages that share words with the query, best first. */
    List<Match> keyword(String query, int max);

    /** The passages whose vectors are the nearest, best first. */
    List<Match> nearest(float[] vector, int max);

    /** All passages of a document, in order. */
    List<Passage> document(String document);

    @Override
    void close();
}
