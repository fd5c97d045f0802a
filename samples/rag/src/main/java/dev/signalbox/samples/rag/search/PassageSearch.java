package dev.signalbox.samples.rag.search;

import dev.signalbox.samples.rag.document.Passage;
import java.util.List;

/** Finds passages. Thread-safe; sees what ingestion has finished so far. */
public interface PassageSearch {

    /** The best hits, best first, at most {@code max} of them. */
    List<Hit> find(String query, SearchMethod method, int max);

    /** All passages of a document in their order; none if there is no such document. */
    List<Passage> document(String document);
}
