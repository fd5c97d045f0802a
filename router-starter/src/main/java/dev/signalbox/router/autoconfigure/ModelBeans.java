package dev.signalbox.router.autoconfigure;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.RoutingEmbeddingModel;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.provider.BeanDialect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/** Finds the application's model beans for the deployments that call them. */
@RequiredArgsConstructor
final class ModelBeans {

    private final ListableBeanFactory beans;

    /** With what the beans can, for deployments where it is not written. Where there is no bean, nothing is known. */
    RouterConfiguration completed(RouterConfiguration configuration) {
        List<Model> models = configuration.catalogue().models().stream()
                .map(model -> new Model(
                        model.name(),
                        model.aliases(),
                        model.deployments().stream()
                                .map(deployment -> completed(deployment, configuration))
                                .toList()))
                .toList();
        return configuration.withCatalogue(Catalogue.of(models));
    }

    private Deployment completed(Deployment deployment, RouterConfiguration configuration) {
        AdoptedBean bean = configuration.beans().get(deployment.id());
        return bean == null || bean.capabilitiesWritten() || deployment.embeds()
                ? deployment
                : AdoptedModels.chatModel(beans, bean)
                        .map(name -> deployment.toBuilder()
                                .capabilities(capabilities(name, bean))
                                .build())
                        .orElse(deployment);
    }

    /** Nothing but JSON schema is told by models. */
    private Set<Capability> capabilities(String name, AdoptedBean bean) {
        Set<Capability> capabilities = EnumSet.of(Capability.TOOLS);
        if (AdoptedModels.streamingChatModel(beans, bean).isPresent()) {
            capabilities.add(Capability.STREAMING);
        }
        if (chatModel(bean, name).supportedCapabilities().contains(RESPONSE_FORMAT_JSON_SCHEMA)) {
            capabilities.add(Capability.JSON_SCHEMA);
        }
        return capabilities;
    }

    /**
     * The models behind a deployment, which are not made before they are asked for.
     *
     * @throws ConfigurationProblem if there is no such bean
     */
    BeanDialect.Models models(Deployment deployment, RouterConfiguration configuration) {
        AdoptedBean bean = configuration.beans().get(deployment.id());
        if (bean == null) {
            throw new IllegalArgumentException("The deployment '" + deployment.id() + "' does not call a bean.");
        }
        String name = AdoptedModels.chatModel(beans, bean).orElseThrow(() -> noChatModel(bean));
        return new BeanDialect.Models(
                SingletonSupplier.of(() -> chatModel(bean, name)), streamingChatModel(bean, deployment));
    }

    /** Asked by type first: ours cannot be made while the router is. */
    private ChatModel chatModel(AdoptedBean bean, String name) {
        if (!beans.isTypeMatch(name, RoutingChatModel.class)) {
            ChatModel model = beans.getBean(name, ChatModel.class);
            if (!(model instanceof RoutingChatModel)) {
                return model;
            }
        }
        throw routing(bean, name);
    }

    private static ConfigurationProblem routing(AdoptedBean bean, String name) {
        return new ConfigurationProblem(
                bean.property(),
                name,
                "The bean '" + name + "' is a routing model: the deployment would call the router that calls it.",
                "Name a bean that calls a provider.");
    }

    private @Nullable Supplier<StreamingChatModel> streamingChatModel(AdoptedBean bean, Deployment deployment) {
        Optional<String> name = AdoptedModels.streamingChatModel(beans, bean);
        if (name.isEmpty()) {
            requireNotWritten(bean, deployment);
            return null;
        }
        return SingletonSupplier.of(() -> beans.getBean(name.get(), StreamingChatModel.class));
    }

    private void requireNotWritten(AdoptedBean bean, Deployment deployment) {
        String written = bean.streamingName();
        if (written != null) {
            throw unknown(bean.property() + ".streaming-bean", written, StreamingChatModel.class);
        }
        if (deployment.capabilities().contains(Capability.STREAMING)) {
            throw new ConfigurationProblem(
                    bean.property() + ".capabilities",
                    null,
                    "The deployment '" + deployment.id()
                            + "' is said to stream, but there is no StreamingChatModel bean" + " that goes with '"
                            + bean.name() + "'.",
                    "Name one as 'streaming-bean', or take 'streaming' out of the list.");
        }
    }

    /**
     * The embedding model behind a deployment, which is not made before it is asked for.
     *
     * @throws ConfigurationProblem if there is no such bean
     */
    Supplier<EmbeddingModel> embeddingModel(Deployment deployment, RouterConfiguration configuration) {
        AdoptedBean bean = configuration.beans().get(deployment.id());
        if (bean == null) {
            throw new IllegalArgumentException("The deployment '" + deployment.id() + "' does not call a bean.");
        }
        String name = AdoptedModels.embeddingModel(beans, bean)
                .orElseThrow(() -> unknown(bean.property(), bean.name(), EmbeddingModel.class));
        if (beans.isTypeMatch(name, RoutingEmbeddingModel.class)) {
            throw routing(bean, name);
        }
        return SingletonSupplier.of(() -> beans.getBean(name, EmbeddingModel.class));
    }

    private ConfigurationProblem noChatModel(AdoptedBean bean) {
        if (beans.containsBean(bean.name()) && beans.isTypeMatch(bean.name(), StreamingChatModel.class)) {
            return new ConfigurationProblem(
                    bean.property(),
                    bean.name(),
                    "The bean '" + bean.name() + "' is a StreamingChatModel; a deployment needs a ChatModel.",
                    "Name a ChatModel bean, and this one as the deployment's 'streaming-bean'.");
        }
        return unknown(bean.property(), bean.name(), ChatModel.class);
    }

    private ConfigurationProblem unknown(String property, String name, Class<?> type) {
        return ConfigurationProblem.unknown(
                property,
                name,
                type.getSimpleName() + " beans",
                names(type),
                "Name one of them, or add a bean of that name and type.");
    }

    /** Those of the application. */
    private List<String> names(Class<?> type) {
        return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false))
                .filter(name -> !AiServiceConflict.OURS.contains(name) && !name.startsWith("scopedTarget."))
                .sorted()
                .toList();
    }
}
