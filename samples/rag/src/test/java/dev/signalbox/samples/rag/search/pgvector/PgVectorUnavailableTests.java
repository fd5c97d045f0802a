package dev.signalbox.samples.rag.search.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.samples.rag.search.IndexUnavailableException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

class PgVectorUnavailableTests {

    @Test
    void saysThatThereIsNoDatabase() {
        JdbcClient nowhere = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/assistant"));

        IndexUnavailableException failure = catchThrowableOfType(
                IndexUnavailableException.class,
                () -> new PgVectorIndex(nowhere, TransactionOperations.withoutTransaction()));

        assertThat(failure).hasMessageContaining("127.0.0.1:1 refused");
        assertThat(failure.action()).contains("ASSISTANT_DATABASE_URL");
    }
}
