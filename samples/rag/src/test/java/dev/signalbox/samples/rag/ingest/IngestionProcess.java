package dev.signalbox.samples.rag.ingest;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.signalbox.samples.rag.document.Library;
import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.lucene.LuceneIndex;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Ingests in a process of its own, to be killed: documents' folder, index's folder. */
public final class IngestionProcess {

    private IngestionProcess() {}

    /** Prints after each document how many are done. */
    public static void main(String[] args) {
        LuceneIndex index = new LuceneIndex(Path.of(args[1]));
        new Ingestion(new Library(args[0]), index, new Embedder(new BgeSmallEnV15QuantizedEmbeddingModel()))
                .run(state -> {
                    System.out.println(state.done());
                    while (state.done() == 20) {
                        LockSupport.park(); // until it is killed
                    }
                });
    }
}
