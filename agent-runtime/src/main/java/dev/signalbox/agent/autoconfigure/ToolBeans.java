package dev.signalbox.agent.autoconfigure;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.signalbox.agent.tool.ToolSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The beans of an application that have tools.
 *
 * @param objects the beans
 * @param names of their tools
 */
record ToolBeans(List<Object> objects, List<String> names) {

    static ToolBeans of(ConfigurableListableBeanFactory beans) {
        List<Object> objects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Arrays.stream(beans.getBeanNamesForType(Object.class, false, false))
                .filter(name -> !ScopedProxyUtils.isScopedTarget(name))
                .forEach(name -> {
                    Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
                    if (type != null && hasTools(type)) {
                        objects.add(beans.getBean(name));
                        ToolSpecifications.toolSpecificationsFrom(type).stream()
                                .map(ToolSpecification::name)
                                .forEach(names::add);
                    }
                });
        return new ToolBeans(objects, names);
    }

    private static boolean hasTools(Class<?> type) {
        return !type.getName().startsWith("java.")
                && !MethodIntrospector.selectMethods(type, (ReflectionUtils.MethodFilter)
                                method -> AnnotatedElementUtils.hasAnnotation(method, Tool.class))
                        .isEmpty();
    }

    /** What is configured, by the real names of tools: Spring Boot drops what is neither letter nor digit nor dash. */
    Map<String, ToolSettings> settings(Map<String, ToolProperties> configured) {
        Map<String, ToolSettings> settings = new HashMap<>();
        configured.forEach((written, tool) ->
                settings.put(name(written), tool.settings(AgentProperties.PREFIX + ".tools." + written)));
        return settings;
    }

    private String name(String written) {
        return names.stream()
                .filter(known -> uniform(known).equals(uniform(written)))
                .findFirst()
                .orElse(written);
    }

    private static String uniform(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }
}
