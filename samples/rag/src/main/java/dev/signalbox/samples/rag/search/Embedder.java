package dev.signalbox.samples.rag.search;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.samples.rag.document.Passage;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Turns passages and queries into vectors. */
@RequiredArgsConstructor
public final class Embedder {

    /** Names the model, so that vectors of another one are made anew. */
    public static final String NAME = "bge-small-en-v1.5-q";

    /** What the makers of BGE models want before a query: https://huggingface.co/BAAI/bge-small-en-v1.5. */
    private static final String QUERY = "Represent this sentence for searching relevant passages: ";

    private final EmbeddingModel model;

    /** Passages with their vectors; title and headings belong to what a passage means. */
    public List<EmbeddedPassage> embed(List<Passage> passages) {
        if (passages.isEmpty()) {
            return List.of();
        }
        List<TextSegment> texts =
                passages.stream().map(Embedder::text).map(TextSegment::from).toList();
        List<Embedding> vectors = model.embedAll(texts).content();
        List<EmbeddedPassage> embedded = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            embedded.add(new EmbeddedPassage(passages.get(i), normalized(vectors.get(i))));
        }
        return embedded;
    }

    private static String text(Passage passage) {
        String heading = passage.heading().isEmpty() ? "" : passage.heading() + "\n";
        return passage.title() + "\n" + heading + passage.text();
    }

    /** The vector of a query. */
    float[] query(String text) {
        return normalized(model.embed(QUERY + text).content());
    }

    private static float[] normalized(Embedding embedding) {
        embedding.normalize();
        return embedding.vector();
    }
}
