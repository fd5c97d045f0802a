package dev.signalbox.samples.rag;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.signalbox.samples.rag.answer.AssistantProperties;
import dev.signalbox.samples.rag.document.Library;
import dev.signalbox.samples.rag.evaluate.EvaluationReport;
import dev.signalbox.samples.rag.ingest.Ingestion;
import dev.signalbox.samples.rag.ingest.IngestionStart;
import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.FusedSearch;
import dev.signalbox.samples.rag.search.PassageIndex;
import dev.signalbox.samples.rag.search.PassageSearch;
import dev.signalbox.samples.rag.search.lucene.LuceneIndex;
import dev.signalbox.samples.rag.search.pgvector.PgVectorIndex;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Documents, index and search. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AssistantProperties.class)
class SearchConfiguration {

    @Bean
    Library library(AssistantProperties properties) {
        return new Library(properties.documents());
    }

    @Bean
    Embedder embedder() {
        return new Embedder(new BgeSmallEnV15QuantizedEmbeddingModel());
    }

    @Bean
    @Profile("!pgvector")
    PassageIndex luceneIndex(AssistantProperties properties) {
        return new LuceneIndex(properties.index().folder());
    }

    @Bean
    @Profile("pgvector")
    PassageIndex pgVectorIndex(JdbcClient jdbc, TransactionOperations transactions) {
        return new PgVectorIndex(jdbc, transactions);
    }

    @Bean
    PassageSearch passageSearch(PassageIndex index, Embedder embedder) {
        return new FusedSearch(index, embedder);
    }

    @Bean
    Ingestion ingestion(Library library, PassageIndex index, Embedder embedder) {
        return new Ingestion(library, index, embedder);
    }

    @Bean
    @ConditionalOnWebApplication
    IngestionStart ingestionStart(Ingestion ingestion, AsyncTaskExecutor applicationTaskExecutor) {
        return new IngestionStart(ingestion, applicationTaskExecutor);
    }

    @Bean
    EvaluationReport evaluationReport(PassageSearch search, JsonMapper json, AssistantProperties properties) {
        return EvaluationReport.of(search, json, properties.threshold());
    }
}
