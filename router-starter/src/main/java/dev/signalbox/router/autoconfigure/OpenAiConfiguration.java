package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.OpenAiDialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dialect {@code openai}, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {"dev.langchain4j.model.openai.OpenAiChatModel", "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder"})
class OpenAiConfiguration {

    @Bean
    OpenAiDialect signalboxOpenAiDialect(Clockwork clockwork) {
        return new OpenAiDialect(clockwork.executor(), clockwork.context());
    }
}
