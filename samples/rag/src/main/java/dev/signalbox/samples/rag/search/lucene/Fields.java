package dev.signalbox.samples.rag.search.lucene;

import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.EmbeddedPassage;
import dev.signalbox.samples.rag.search.Match;
import java.nio.ByteBuffer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * How documents and passages are written as Lucene's documents: a marker with the fingerprint, then the passages. Vectors
 * are stored a second time, as they were, since the index of vectors gives none back.
 */
final class Fields {

    static final String TITLE = "title";
    static final String HEADING = "heading";
    static final String TEXT = "text";
    static final String VECTOR = "vector";
    static final String PASSAGE_OF = "passage-of";

    private static final String PART_OF = "part-of";
    private static final String MARKER = "marker";
    private static final String FINGERPRINT = "fingerprint";
    private static final String NUMBER = "number";
    private static final String PAGE = "page";
    private static final String STORED_VECTOR = "stored-vector";

    private Fields() {}

    static Term partOf(String document) {
        return new Term(PART_OF, document);
    }

    static Query allMarkers() {
        return new TermQuery(new Term(MARKER, "yes"));
    }

    static Document marker(String document, String fingerprint) {
        Document fields = new Document();
        fields.add(new StringField(PART_OF, document, Store.YES));
        fields.add(new StringField(MARKER, "yes", Store.NO));
        fields.add(new StoredField(FINGERPRINT, fingerprint));
        return fields;
    }

    static String documentOf(Document marker) {
        return marker.get(PART_OF);
    }

    static String fingerprintOf(Document marker) {
        return marker.get(FINGERPRINT);
    }

    static Document passage(EmbeddedPassage embedded) {
        Passage passage = embedded.passage();
        Document fields = new Document();
        fields.add(new StringField(PART_OF, passage.document(), Store.YES));
        fields.add(new StringField(PASSAGE_OF, passage.document(), Store.NO));
        fields.add(new StoredField(NUMBER, passage.number()));
        if (passage.page() != null) {
            fields.add(new StoredField(PAGE, passage.page()));
        }
        fields.add(new TextField(TITLE, passage.title(), Store.YES));
        fields.add(new TextField(HEADING, passage.heading(), Store.YES));
        fields.add(new TextField(TEXT, passage.text(), Store.YES));
        fields.add(new KnnFloatVectorField(VECTOR, embedded.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        fields.add(new StoredField(STORED_VECTOR, bytes(embedded.vector())));
        return fields;
    }

    static Match read(Document fields, float score) {
        IndexableField page = fields.getField(PAGE);
        Passage passage = new Passage(
                fields.get(PART_OF),
                fields.getField(NUMBER).numericValue().intValue(),
                fields.get(TITLE),
                fields.get(HEADING),
                page == null ? null : page.numericValue().intValue(),
                fields.get(TEXT));
        return new Match(passage, floats(fields.getBinaryValue(STORED_VECTOR)), score);
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(BytesRef bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length).asFloatBuffer().get(vector);
        return vector;
    }
}
