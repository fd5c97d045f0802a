package dev.signalbox.router.autoconfigure;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Explains what LangChain4j would refuse: an {@code @AiService} that is wired automatically while there is a second
 * model beside ours that no deployment calls. LangChain4j counts beans by type, whatever is primary.
 */
final class AiServiceConflict implements BeanFactoryPostProcessor, Ordered {

    /** Before LangChain4j's own, which has no order. */
    static final int ORDER = LOWEST_PRECEDENCE;

    /** The names of the routing models. */
    static final List<String> OURS = List.of("routingChatModel", "routingStreamingChatModel");

    static final String ANNOTATION = "dev.langchain4j.service.spring.AiService";

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        check(beans, ChatModel.class, "chatModel", OURS.get(0));
        check(beans, StreamingChatModel.class, "streamingChatModel", OURS.get(1));
    }

    private static void check(ConfigurableListableBeanFactory beans, Class<?> type, String attribute, String ours) {
        List<String> others = Arrays.stream(beans.getBeanNamesForType(type, true, false))
                .filter(name -> !name.equals(ours))
                .toList();
        if (!others.isEmpty() && beans.containsBeanDefinition(ours)) {
            automatic(beans).ifPresent(service -> {
                throw problem(service, type, attribute, ours, others);
            });
        }
    }

    private static Optional<String> automatic(ConfigurableListableBeanFactory beans) {
        Class<? extends Annotation> annotation = annotation(beans);
        return Arrays.stream(beans.getBeanNamesForAnnotation(annotation))
                .filter(name -> isAutomatic(beans.findAnnotationOnBean(name, annotation)))
                .findFirst()
                .map(name -> String.valueOf(beans.getBeanDefinition(name).getBeanClassName()));
    }

    private static Class<? extends Annotation> annotation(ConfigurableListableBeanFactory beans) {
        return ClassUtils.resolveClassName(ANNOTATION, beans.getBeanClassLoader())
                .asSubclass(Annotation.class);
    }

    private static boolean isAutomatic(@Nullable Annotation annotation) {
        return annotation != null
                && "AUTOMATIC".equals(String.valueOf(AnnotationUtils.getValue(annotation, "wiringMode")));
    }

    private static ConfigurationProblem problem(
            String service, Class<?> type, String attribute, String ours, List<String> others) {
        return new ConfigurationProblem(
                "signalbox.models",
                null,
                "The AI service '" + service + "' is wired automatically, but beside '" + ours + "' there is another "
                        + type.getSimpleName() + ": " + String.join(", ", others)
                        + ". LangChain4j counts beans by type, whatever is primary, and would refuse to choose.",
                "Make the other bean a deployment, " + deployment(type, others.get(0)) + "; or remove it (for one of a"
                        + " LangChain4j starter: its langchain4j.* properties) and configure what it calls as a"
                        + " deployment below 'signalbox.models'; or name what each service uses: @AiService(wiringMode = EXPLICIT, "
                        + attribute + " = \"" + ours
                        + "\"), and with it its tools and memory.");
    }

    private static String deployment(Class<?> type, String bean) {
        return type == ChatModel.class
                ? "for example signalbox.models.<name>.deployments: [bean/" + bean
                        + "] (a provider of the dialect 'bean')"
                : "as the 'streaming-bean: " + bean + "' of one whose provider has the dialect 'bean'";
    }
}
