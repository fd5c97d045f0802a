package dev.signalbox.test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Makes an AI service only where a test asks for it, because the slice lacks the tools and memories of the others. */
@AutoConfiguration(
        afterName = {
            "dev.langchain4j.spring.LangChain4jAutoConfig",
            "dev.langchain4j.spring.LangChain4jAutoConfiguration"
        })
final class LazyAiServicesAutoConfiguration {

    private static final String FACTORY = "dev.langchain4j.service.spring.AiServiceFactory";

    /** Comes after LangChain4j's own, which has replaced the definitions by then. */
    @Bean
    static BeanFactoryPostProcessor lazyAiServices() {
        return LazyAiServicesAutoConfiguration::makeLazy;
    }

    private static void makeLazy(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            if (FACTORY.equals(definition.getBeanClassName())) {
                definition.setLazyInit(true);
            }
        }
    }
}
