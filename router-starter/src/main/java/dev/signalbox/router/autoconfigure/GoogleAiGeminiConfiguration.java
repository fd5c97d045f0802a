package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.provider.GoogleAiGeminiDialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The dialect {@code google-ai-gemini}, if its library is there. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(
        name = {
            "dev.langchain4j.model.googleai.GoogleAiGeminiChatModel",
            "dev.langchain4j.http.client.jdk.JdkHttpClientBuilder"
        })
class GoogleAiGeminiConfiguration {

    @Bean
    GoogleAiGeminiDialect signalboxGoogleAiGeminiDialect(Clockwork clockwork) {
        return new GoogleAiGeminiDialect(clockwork.executor(), clockwork.context());
    }
}
