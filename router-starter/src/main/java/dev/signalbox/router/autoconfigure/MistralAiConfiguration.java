package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.MistralAiDialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dialect {@code mistral-ai}, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {
            "dev.langchain4j.model.mistralai.MistralAiChatModel",
            "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder"
        })
class MistralAiConfiguration {

    @Bean
    MistralAiDialect signalboxMistralAiDialect(Clockwork clockwork) {
        return new MistralAiDialect(clockwork.executor(), clockwork.context());
    }
}
