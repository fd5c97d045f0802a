package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.execution.OutputValidator;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OutputConfigurationTests {

    private static ApplicationContextRunner application() {
        return Yaml.of("signalbox: { models: { own: { deployments: [simulated/s] } } }")
                .runner();
    }

    @Test
    void checksAnswersWhereTheLibraryIs() {
        application().run(context -> assertThat(context).hasSingleBean(JsonSchemaOutputValidator.class));
    }

    @Test
    void doesWithoutTheLibrary() {
        application()
                .withClassLoader(new FilteredClassLoader("com.networknt"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(OutputValidator.class));
    }

    @Test
    void leavesTheCheckToTheApplication() {
        OutputValidator own = (text, schema) -> null;

        application()
                .withBean("own", OutputValidator.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(OutputValidator.class).isSameAs(own));
    }
}
