package dev.signalbox.router.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is needed beside LangChain4j's Spring starter. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(name = AiServiceConflict.ANNOTATION)
class AiServiceConfiguration {

    /** Static and of its own type, so that it runs before LangChain4j looks for models. */
    @Bean
    static AiServiceConflict signalboxAiServiceConflict() {
        return new AiServiceConflict();
    }
}
