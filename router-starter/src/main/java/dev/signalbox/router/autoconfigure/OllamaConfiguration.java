package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.OllamaDialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dialect {@code ollama}, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {"dev.langchain4j.model.ollama.OllamaChatModel", "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder"})
class OllamaConfiguration {

    @Bean
    OllamaDialect signalboxOllamaDialect(Clockwork clockwork) {
        return new OllamaDialect(clockwork.executor(), clockwork.context());
    }
}
