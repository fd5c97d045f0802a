package dev.signalbox.agent.autoconfigure;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.signalbox.agent.port.ModelSource;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.router.Router;
import dev.signalbox.router.autoconfigure.ConfigurationProblem;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where model calls of runs go: to the router, or else to the application's only model. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {

    /** A router. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(Router.class)
    static class Routed {

        @Bean
        @ConditionalOnMissingBean
        ModelSource signalboxAgentModels(Router router) {
            return new RouterModels(router, () -> UUID.randomUUID().toString());
        }
    }

    /** One model. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Router.class)
    static class Plain {

        @Bean
        @ConditionalOnMissingBean
        ModelSource signalboxAgentModels(
                ObjectProvider<ChatModel> model, ObjectProvider<StreamingChatModel> streaming) {
            ChatModel only = model.getIfUnique();
            if (only == null) {
                throw new ConfigurationProblem(
                        "signalbox.models",
                        null,
                        "Agents have no model: there is no router, and "
                                + (model.stream().findAny().isEmpty() ? "no" : "more than one") + " ChatModel bean.",
                        "Configure models below 'signalbox.models', define one ChatModel bean, or turn agents off with '"
                                + AgentProperties.PREFIX + ".enabled: false'.");
            }
            return new PlainModels(only, streaming.getIfUnique());
        }
    }
}
