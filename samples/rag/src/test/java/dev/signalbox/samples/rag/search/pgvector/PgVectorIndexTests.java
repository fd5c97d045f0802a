package dev.signalbox.samples.rag.search.pgvector;

import dev.signalbox.samples.rag.search.PassageIndex;
import dev.signalbox.samples.rag.search.PassageIndexContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Needs a PostgreSQL with the extension, whose URL is {@code -Dpgvector.url}: see {@code .ci/pgvector}. */
@Tag("pgvector")
class PgVectorIndexTests extends PassageIndexContract {

    private final DriverManagerDataSource database =
            new DriverManagerDataSource(System.getProperty("pgvector.url", "jdbc:postgresql://127.0.0.1/postgres"));

    private boolean begun;

    @BeforeEach
    void forgetTheTestBefore() {
        begun = true;
    }

    @Override
    protected PassageIndex open() {
        JdbcClient jdbc = JdbcClient.create(database);
        if (!begun) {
            jdbc.sql("drop table if exists assistant_passage, assistant_document")
                    .update();
        }
        return new PgVectorIndex(jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)));
    }
}
