package dev.signalbox.samples.rag.search.pgvector;

import com.pgvector.PGvector;
import dev.signalbox.samples.rag.document.Passage;
import dev.signalbox.samples.rag.search.EmbeddedPassage;
import dev.signalbox.samples.rag.search.IndexUnavailableException;
import dev.signalbox.samples.rag.search.Match;
import dev.signalbox.samples.rag.search.PassageIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps passages in PostgreSQL, where several processes may share them: one transaction for each document. */
public final class PgVectorIndex implements PassageIndex {

    private static final String COLUMNS = "document, number, title, heading, page, text, vector";

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    /**
     * Makes the tables where they are missing.
     *
     * @param jdbc a database with the extension {@code vector}, or whose user may create it
     * @throws IndexUnavailableException if there is no such database
     */
    public PgVectorIndex(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        try {
            Schema.STATEMENTS.forEach(statement -> jdbc.sql(statement).update());
        } catch (DataAccessException e) {
            throw new IndexUnavailableException(
                    "The index cannot be opened in PostgreSQL: " + said(e).getMessage(),
                    "Name a database with the extension 'vector' by ASSISTANT_DATABASE_URL, ASSISTANT_DATABASE_USER and"
                            + " ASSISTANT_DATABASE_PASSWORD, or leave out the profile 'pgvector'.",
                    e);
        }
    }

    /** What the driver said: above it nothing is told, below it no address. */
    private static Throwable said(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof SQLException || cause == null ? failure : said(cause);
    }

    @Override
    public Map<String, String> fingerprints() {
        Map<String, String> fingerprints = new TreeMap<>();
        jdbc.sql("select document, fingerprint from assistant_document")
                .query((row, number) -> fingerprints.put(row.getString(1), row.getString(2)))
                .list();
        return fingerprints;
    }

    @Override
    public void put(String document, String fingerprint, List<EmbeddedPassage> passages) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into assistant_document (document, fingerprint) values (?, ?)"
                            + " on conflict (document) do update set fingerprint = excluded.fingerprint")
                    .params(document, fingerprint)
                    .update();
            jdbc.sql("delete from assistant_passage where document = ?")
                    .param(document)
                    .update();
            passages.forEach(this::insert);
        });
    }

    private void insert(EmbeddedPassage embedded) {
        Passage passage = embedded.passage();
        jdbc.sql("insert into assistant_passage (" + COLUMNS + ")"
                        + " values (:document, :number, :title, :heading, :page, :text, :vector)")
                .param("document", passage.document())
                .param("number", passage.number())
                .param("title", storable(passage.title()))
                .param("heading", storable(passage.heading()))
                .param("page", passage.page())
                .param("text", storable(passage.text()))
                .param("vector", new PGvector(embedded.vector()))
                .update();
    }

    /** PostgreSQL keeps any character but this. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /** Its passages go with it. */
    @Override
    public void remove(String document) {
        jdbc.sql("delete from assistant_document where document = ?")
                .param(document)
                .update();
    }

    /** Any of the words: the operators with which PostgreSQL joins them become "or". */
    @Override
    public List<Match> keyword(String query, int max) {
        return jdbc.sql(
                        "with asked as (select replace(plainto_tsquery('english', ?)::text, '&', '|')::tsquery as words)"
                                + " select " + COLUMNS + ", ts_rank_cd(search, words, 1) as score"
                                + " from assistant_passage, asked where search @@ words order by score desc, document, number limit ?")
                .params(query, max)
                .query(PgVectorIndex::read)
                .list();
    }

    /** The graph of vectors is told to keep more of them in view than its 40, or it would find no more than these. */
    @Override
    public List<Match> nearest(float[] vector, int max) {
        return transactions.execute(status -> {
            jdbc.sql("select set_config('hnsw.ef_search', '200', true)").query().singleValue();
            return jdbc.sql("select " + COLUMNS + ", 0 as score from assistant_passage order by vector <=> ? limit ?")
                    .params(new PGvector(vector), max)
                    .query(PgVectorIndex::read)
                    .list();
        });
    }

    @Override
    public List<Passage> document(String document) {
        return jdbc
                .sql("select " + COLUMNS + ", 0 as score from assistant_passage where document = ? order by number")
                .param(document)
                .query(PgVectorIndex::read)
                .list() // a stream of rows would keep its connection
                .stream()
                .map(Match::passage)
                .toList();
    }

    private static Match read(ResultSet row, int number) throws SQLException {
        Passage passage = new Passage(
                row.getString("document"),
                row.getInt("number"),
                row.getString("title"),
                row.getString("heading"),
                row.getObject("page", Integer.class),
                row.getString("text"));
        return new Match(passage, new PGvector(row.getString("vector")).toArray(), row.getDouble("score"));
    }

    /** The pool is the application's. */
    @Override
    public void close() {}
}
