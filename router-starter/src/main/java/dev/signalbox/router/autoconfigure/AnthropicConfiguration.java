package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.AnthropicDialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dialect {@code anthropic}, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {
            "dev.langchain4j.model.anthropic.AnthropicChatModel",
            "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder"
        })
class AnthropicConfiguration {

    @Bean
    AnthropicDialect signalboxAnthropicDialect(Clockwork clockwork) {
        return new AnthropicDialect(clockwork.executor(), clockwork.context());
    }
}
