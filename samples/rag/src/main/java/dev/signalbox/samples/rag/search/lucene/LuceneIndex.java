package dev.signalbox.samples.rag.search.lucene;

import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.EmbeddedPassage;
import dev.signalbox.samples.rag.search.IndexUnavailableException;
import dev.signalbox.samples.rag.search.Match;
import dev.signalbox.samples.rag.search.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/** Keeps passages in a folder: one Lucene index for words and vectors, in which each document is one committed block. */
public final class LuceneIndex implements PassageIndex {

    /** How many vectors a search of the graph keeps in view: with fewer it misses some that are nearer. */
    private static final int LOOKS_AT = 2000;

    private final Directory directory;
    private final Analyzer analyzer = new EnglishAnalyzer();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final KeywordQuery keywords = new KeywordQuery(analyzer);

    /**
     * Opens the index, or begins one.
     *
     * @throws IndexUnavailableException if another process has it open, or the folder cannot be written to
     */
    public LuceneIndex(Path folder) {
        try {
            directory = FSDirectory.open(folder);
            writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
            writer.commit();
            searchers = new SearcherManager(writer, null);
        } catch (LockObtainFailedException e) {
            throw new IndexUnavailableException(
                    "assistant.index.folder is '%s', which another process has open.".formatted(folder),
                    "End that process, or name another folder.",
                    e);
        } catch (IOException e) {
            throw new IndexUnavailableException(
                    "assistant.index.folder is '%s', which cannot hold an index: %s.".formatted(folder, e),
                    "Name a folder that can be written to, or delete what is in this one.",
                    e);
        }
    }

    @Override
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        for (Document marker : find(Fields.allMarkers(), Integer.MAX_VALUE, (found, score) -> found)) {
            fingerprints.put(Fields.documentOf(marker), Fields.fingerprintOf(marker));
        }
        return fingerprints;
    }

    @Override
    public void put(String document, String fingerprint, List<EmbeddedPassage> passages) {
        List<Document> block = new ArrayList<>();
        block.add(Fields.marker(document, fingerprint));
        passages.forEach(passage -> block.add(Fields.passage(passage)));
        write(() -> writer.updateDocuments(Fields.partOf(document), block));
    }

    @Override
    public void remove(String document) {
        write(() -> writer.deleteDocuments(Fields.partOf(document)));
    }

    @Override
    public List<Match> keyword(String query, int max) {
        return keywords.of(query).map(words -> passages(words, max)).orElse(List.of());
    }

    @Override
    public List<Match> nearest(float[] vector, int max) {
        return passages(new KnnFloatVectorQuery(Fields.VECTOR, vector, Math.max(max, LOOKS_AT)), max);
    }

    @Override
    public List<Passage> document(String document) {
        Term part = Fields.partOf(document);
        return passages(new TermQuery(new Term(Fields.PASSAGE_OF, part.text())), Integer.MAX_VALUE).stream()
                .map(Match::passage)
                .sorted(Comparator.comparingInt(Passage::number))
                .toList();
    }

    private List<Match> passages(Query query, int max) {
        return find(query, max, Fields::read);
    }

    private <T> List<T> find(Query query, int max, Read<T> read) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                int all = Math.max(1, searcher.getIndexReader().maxDoc());
                TopDocs top = searcher.search(query, Math.min(max, all));
                StoredFields stored = searcher.storedFields();
                List<T> found = new ArrayList<>();
                for (ScoreDoc hit : top.scoreDocs) {
                    found.add(read.of(stored.document(hit.doc), hit.score));
                }
                return found;
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Read<T> {
        T of(Document fields, float score);
    }

    private interface Write {
        void run() throws IOException;
    }

    private synchronized void write(Write change) {
        try {
            change.run();
            writer.commit();
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (directory;
                writer;
                searchers) {
            analyzer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
