package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.catalogue.ModelCatalogue;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

/** An application whose beans were worked out when it was built. */
class AotTests {

    private static final Yaml YAML = Yaml.of("""
            signalbox:
              models:
                small.deployments:
                  - { provider: simulated, model-id: s, simulated: { answers: [{ text: small }] } }
                  - openrouter/openai/gpt-4.1-mini
                own.deployments: [bean/own]
              policies:
                routine: { models: [small], timeout: { total: 30s } }
                planning: { models: [own] }
              default-policy: routine
            """);

    @Test
    @CompileWithForkedClassLoader // what is generated is in the packages of what is package-private
    void startsFromGeneratedCode() {
        run(fresh -> {
            Router router = fresh.getBean(Router.class);

            assertThat(fresh.getBean(ChatModel.class).chat("Hi")).isEqualTo("small");
            assertThat(router.policy("planning").chat("Hi")).isEqualTo("own");
            assertThat(fresh.getBean(RouterReload.class).reload()).isEmpty();
        });
    }

    private static void run(Consumer<GenericApplicationContext> test) {
        TestGenerationContext generation = new TestGenerationContext();
        String initializer = new ApplicationContextAotGenerator()
                .processAheadOfTime(context(), generation)
                .toString();
        generation.writeGeneratedContent();
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext fresh = new GenericApplicationContext()) {
                YAML.initialize(fresh);
                applied(compiled.getInstance(ApplicationContextInitializer.class, initializer), fresh);
                fresh.refresh();
                test.accept(fresh);
            }
        });
    }

    @SuppressWarnings("unchecked") // the type of context is lost with the name of the class
    private static void applied(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
        ((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
    }

    private static GenericApplicationContext context() {
        GenericApplicationContext context = new GenericApplicationContext();
        YAML.initialize(context);
        AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(context);
        reader.register(Application.class, SignalboxAutoConfiguration.class, SignalboxReloadAutoConfiguration.class);
        return context;
    }

    static class Application {

        @Bean
        ChatModel own() {
            return OwnModel.saying("own");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SignalboxProperties.class,
                SignalboxProperties.Cooldown.class,
                ProviderProperties.class,
                ModelProperties.class,
                DeploymentProperties.class,
                SimulationProperties.Failure.class,
                PolicyProperties.class,
                PolicyProperties.Timeout.class,
                HedgeProperties.class,
                RuleProperties.class,
                WhenProperties.class,
                GuardProperties.class
            })
    void propertiesCanBeBoundInAnImage(Class<?> type) {
        RuntimeHints hints = new RuntimeHints();

        new SignalboxRuntimeHints().registerHints(hints, getClass().getClassLoader());

        List.of(type.getDeclaredConstructors())
                .forEach(constructor -> assertThat(
                                RuntimeHintsPredicates.reflection().onConstructorInvocation(constructor))
                        .accepts(hints));
    }

    @Test
    void theCatalogueIsInAnImage() {
        RuntimeHints hints = new RuntimeHints();

        new SignalboxRuntimeHints().registerHints(hints, getClass().getClassLoader());

        assertThat(RuntimeHintsPredicates.resource().forResource(ModelCatalogue.SHIPPED))
                .accepts(hints);
    }
}
