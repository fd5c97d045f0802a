package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.provider.BeanDialect;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The dialect {@code bean}. */
@Configuration(proxyBeanMethods = false)
class BeanConfiguration {

    /** Static and of its own type, so that it runs before LangChain4j looks for models. */
    @Bean
    static AdoptedModels signalboxAdoptedModels(ConfigurableEnvironment environment) {
        return AdoptedModels.read(environment);
    }

    /** Without order and declared after LangChain4j's, so that it runs when that one is done. */
    @Bean
    static BeanFactoryPostProcessor signalboxAdoptedModelsShown(AdoptedModels adopted) {
        return adopted::show;
    }

    @Bean
    ModelBeans signalboxModelBeans(ListableBeanFactory beans) {
        return new ModelBeans(beans);
    }

    @Bean
    BeanDialect signalboxBeanDialect(ObjectProvider<CurrentConfiguration> configuration, ModelBeans beans) {
        return new BeanDialect(
                deployment -> beans.models(deployment, configuration.getObject().get()),
                deployment -> beans.embeddingModel(
                        deployment, configuration.getObject().get()));
    }
}
