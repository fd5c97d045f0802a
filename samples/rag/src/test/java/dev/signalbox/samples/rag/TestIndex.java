package dev.signalbox.samples.rag;

import dev.signalbox.samples.rag.search.Embedder;
import dev.signalbox.samples.rag.search.PassageIndex;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Lets an application read the index of {@link Handbook}; it stays open when the application is closed. */
@TestConfiguration(proxyBeanMethods = false)
public class TestIndex {

    @Bean(destroyMethod = "")
    @Primary
    PassageIndex handbookIndex() {
        return Handbook.INDEX;
    }

    @Bean
    @Primary
    Embedder handbookEmbedder() {
        return Handbook.EMBEDDER;
    }
}
