package dev.signalbox.router.autoconfigure;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The application's model beans that deployments call. They stay beans, under their names and in their types, but the
 * routing models are the primary ones, and LangChain4j does not see the others while it counts models to wire its AI
 * services: until {@link #show} their definitions count as abstract.
 */
final class AdoptedModels implements BeanFactoryPostProcessor, Ordered {

    private static final String SUFFIX = "ChatModel";

    private final Collection<AdoptedBean> adopted;
    private final List<AbstractBeanDefinition> hidden = new ArrayList<>();

    private AdoptedModels(Collection<AdoptedBean> adopted) {
        this.adopted = adopted;
    }

    /**
     * Reads which they are.
     *
     * @throws ConfigurationProblem if something does not fit
     */
    static AdoptedModels read(ConfigurableEnvironment environment) {
        return new AdoptedModels(
                AdoptedBean.of(new StrictBinding(environment).bind()).values());
    }

    /** After those that replace beans, before LangChain4j, whose own has no order. */
    @Override
    public int getOrder() {
        return AiServiceConflict.ORDER - 1;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        hidden.addAll(definitions(beans));
        hidden.forEach(definition -> {
            definition.setAbstract(true);
            definition.setPrimary(false);
        });
        beans.clearMetadataCache();
    }

    /** Ends the hiding. */
    void show(ConfigurableListableBeanFactory beans) {
        hidden.forEach(definition -> definition.setAbstract(false));
        hidden.clear();
        beans.clearMetadataCache();
    }

    private List<AbstractBeanDefinition> definitions(ConfigurableListableBeanFactory beans) {
        return adopted.stream()
                .flatMap(bean ->
                        Stream.of(chatModel(beans, bean), streamingChatModel(beans, bean), embeddingModel(beans, bean)))
                .flatMap(Optional::stream)
                .flatMap(name -> Stream.of(name, ScopedProxyUtils.getTargetBeanName(name)))
                .map(name -> definition(beans, name))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<AbstractBeanDefinition> definition(ConfigurableListableBeanFactory beans, String name) {
        return Stream.concat(Stream.of(name), Arrays.stream(beans.getAliases(name)))
                .filter(beans::containsBeanDefinition)
                .map(beans::getBeanDefinition)
                .filter(AbstractBeanDefinition.class::isInstance)
                .map(AbstractBeanDefinition.class::cast)
                .findFirst();
    }

    /** The name of the bean that answers whole, if there is one. */
    static Optional<String> chatModel(BeanFactory beans, AdoptedBean bean) {
        return existing(beans, bean.name(), ChatModel.class);
    }

    /** The name of the bean that turns texts into vectors, if there is one. */
    static Optional<String> embeddingModel(BeanFactory beans, AdoptedBean bean) {
        return existing(beans, bean.name(), EmbeddingModel.class);
    }

    /**
     * The name of the bean that streams, if there is one: the one that is written, else the same one, else the one that
     * LangChain4j's starters would call so, for example {@code openAiStreamingChatModel} beside {@code openAiChatModel}.
     */
    static Optional<String> streamingChatModel(BeanFactory beans, AdoptedBean bean) {
        String written = bean.streamingName();
        List<String> names = written != null ? List.of(written) : List.of(bean.name(), streamingName(bean.name()));
        return names.stream()
                .flatMap(name -> existing(beans, name, StreamingChatModel.class).stream())
                .findFirst();
    }

    /** What a starter would call it; the name itself if it does not end as theirs do. */
    static String streamingName(String name) {
        if (name.equals("chatModel")) {
            return "streamingChatModel";
        }
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) + "Streaming" + SUFFIX : name;
    }

    private static Optional<String> existing(BeanFactory beans, String name, Class<?> type) {
        return beans.containsBean(name) && beans.isTypeMatch(name, type) ? Optional.of(name) : Optional.empty();
    }
}
