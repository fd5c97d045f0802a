package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.DurableAgent;
import java.beans.Introspector;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Makes each interface with {@link DurableAgent} in the application's packages a bean of its type. */
@RequiredArgsConstructor
final class DurableAgentRegistrar implements ImportBeanDefinitionRegistrar {

    private static final String AGENTS = "signalboxDurableAgents";

    private final Environment environment;
    private final ResourceLoader resources;
    private final BeanFactory beans;

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        List<Class<?>> types = AutoConfigurationPackages.has(beans) ? types() : List.of();
        types.stream().filter(this::isMissing).forEach(type -> register(type, registry));
        RootBeanDefinition all = new RootBeanDefinition(DurableAgents.class);
        all.getConstructorArgumentValues().addGenericArgumentValue(types);
        all.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        registry.registerBeanDefinition(AGENTS, all);
    }

    private List<Class<?>> types() {
        ClassPathScanningCandidateComponentProvider scanner = new Interfaces(environment);
        scanner.setResourceLoader(resources);
        scanner.addIncludeFilter(new AnnotationTypeFilter(DurableAgent.class));
        List<Class<?>> types = new ArrayList<>();
        AutoConfigurationPackages.get(beans).stream()
                .flatMap(name -> scanner.findCandidateComponents(name).stream())
                .map(BeanDefinition::getBeanClassName)
                .distinct()
                .forEach(name ->
                        types.add(ClassUtils.resolveClassName(String.valueOf(name), resources.getClassLoader())));
        return types;
    }

    private boolean isMissing(Class<?> type) {
        return !(beans instanceof ListableBeanFactory all) || all.getBeanNamesForType(type, true, false).length == 0;
    }

    private static void register(Class<?> type, BeanDefinitionRegistry registry) {
        RootBeanDefinition bean = new RootBeanDefinition(DurableAgentBean.class);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
        bean.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
        registry.registerBeanDefinition(Introspector.decapitalize(ClassUtils.getShortName(type)), bean);
    }

    /** Others look for classes only. */
    private static final class Interfaces extends ClassPathScanningCandidateComponentProvider {

        Interfaces(Environment environment) {
            super(false, environment);
        }

        @Override
        protected boolean isCandidateComponent(AnnotatedBeanDefinition candidate) {
            return candidate.getMetadata().isInterface()
                    && candidate.getMetadata().isIndependent();
        }
    }
}
