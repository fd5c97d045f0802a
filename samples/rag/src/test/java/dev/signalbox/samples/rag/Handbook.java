package dev.signalbox.samples.rag;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.signalbox.samples.rag.document.Library;
import dev.signalbox.samples.rag.ingest.Ingestion;
import dev.signalbox.samples.rag.ingest.IngestionState;
import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.FusedSearch;
import dev.signalbox.samples.rag.search.PassageIndex;
import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.lucene.LuceneIndex;
import java.nio.file.Path;

/** The shipped documents in an index that all tests of a run read; what was indexed before is taken as it is. */
public final class Handbook {

    public static final Embedder EMBEDDER = new Embedder(new BgeSmallEnV15QuantizedEmbeddingModel());
    public static final Library LIBRARY = new Library("classpath:documents/");
    public static final PassageIndex INDEX = new LuceneIndex(Path.of("target", "handbook-index"));
    public static final IngestionState STATE = new Ingestion(LIBRARY, INDEX, EMBEDDER).run(state -> {});
    public static final PassageSearch SEARCH = new FusedSearch(INDEX, EMBEDDER);

    private Handbook() {}
}
