package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.router.ReloadFailedException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loading the configuration again, in a real application with a real file. */
@ExtendWith(OutputCaptureExtension.class)
class ReloadTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FIRST = """
            signalbox:
              providers.openai: { api-key: first-secret, headers: { X-Team: secret-header } }
              models:
                small.deployments: [simulated/a, openai/gpt-4.1-mini]
                large.deployments: [simulated/b]
              policies:
                routine: { models: [small] }
                planning: { models: [large] }
              default-policy: routine
            """;

    @TempDir
    private Path folder;

    private Path file;
    private ConfigurableApplicationContext application;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("application.yml");
        Files.writeString(file, FIRST);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    private Router start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--spring.config.location=" + folder.toUri());
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
        return application.getBean(Router.class);
    }

    private List<String> reload(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return application.getBean(RouterReload.class).reload();
    }

    @Test
    void takesUpWhatTheFileSaysNow() throws IOException {
        Router router = start();
        Object model = router.chatModel();

        List<String> changes =
                reload(FIRST.replace("models: [small] }", "models: [small, large], strategy: round-robin }")
                        .replace("default-policy: routine", "default-policy: planning"));

        assertThat(router.policies().policy("routine").map(Policy::strategy)).contains("round-robin");
        assertThat(router.policies().defaultPolicy().name()).isEqualTo("planning");
        assertThat(router.chatModel()).isSameAs(model);
        assertThat(changes)
                .containsExactly(
                        "signalbox.default-policy: 'routine' -> 'planning'",
                        "signalbox.policies.routine.models[1]: added, 'large'",
                        "signalbox.policies.routine.strategy: added, 'round-robin'");
    }

    @Test
    void saysWhatHasChangedWithoutSecrets(CapturedOutput output) throws IOException {
        start();

        List<String> changes = reload(FIRST.replace("first-secret", "second-secret")
                .replace("secret-header", "other-header")
                .replace("    large.deployments: [simulated/b]", "    large.deployments: [simulated/c]"));

        assertThat(changes)
                .containsExactly(
                        "signalbox.models.large.deployments[0]: 'simulated/b' -> 'simulated/c'",
                        "signalbox.providers.openai.api-key: changed",
                        "signalbox.providers.openai.headers.x-team: changed");
        assertThat(output.getOut())
                .contains("the configuration was loaded again. Changed:\n  " + String.join("\n  ", changes))
                .doesNotContain("secret", "other-header");
    }

    @Test
    void aFileThatDoesNotFitChangesNothing() throws IOException {
        Router router = start();

        assertThatExceptionOfType(ReloadFailedException.class)
                .isThrownBy(() -> reload(FIRST.replace("models: [small] }", "models: [smal] }")))
                .withMessageContaining("The configuration was not loaded again; the one in force stays.")
                .withMessageContaining("'smal' is none of the models. Did you mean 'small'?")
                .withMessageContaining("Property: signalbox.policies.routine.models[0]")
                .withMessageContaining("Action: Name one of the known models");
        assertThatExceptionOfType(ReloadFailedException.class)
                .isThrownBy(() -> reload(FIRST.replace("models: [small] }", "models: [small], strategy: rounds }")))
                .withMessageContaining("'rounds' is not a strategy");
        assertThatExceptionOfType(ReloadFailedException.class)
                .isThrownBy(() -> reload(FIRST + "  rules: [ {"))
                .withMessageContaining("A configuration file cannot be read: ")
                .withMessageContaining("line 10, column 13");

        assertThat(router.policies().policy("routine").map(Policy::models)).contains(List.of("small"));
        assertThat(router.policy("routine").chat("Hi")).isNotBlank();
        assertThat(reload(FIRST)).isEmpty();
    }

    @Test
    void aProblemNamesTheLineOfTheFile() {
        start();

        assertThatExceptionOfType(ReloadFailedException.class)
                .isThrownBy(() -> reload(FIRST.replace("default-policy: routine", "default-policy: rutine")))
                .withMessageContaining("/application.yml] - 9:19");
    }

    @Test
    void argumentsStillWinOverTheFile() throws IOException {
        Router router = start("--signalbox.default-policy=planning");

        reload(FIRST.replace("models: [large] }", "models: [large, small] }"));

        assertThat(router.policies().defaultPolicy().name()).isEqualTo("planning");
        assertThat(router.policies().policy("planning").map(Policy::models)).contains(List.of("large", "small"));
    }

    @Test
    void whatHasNotChangedKeepsItsClient() throws IOException {
        String failing = FIRST.replace(
                "small.deployments: [simulated/a, openai/gpt-4.1-mini]",
                "small.deployments: [{ provider: simulated, model-id: a, simulated: { answers: [{ text: one }],"
                        + " failures: [{ kind: server, first: 1 }] } }, simulated/b]");
        Files.writeString(file, failing);
        Router router = start();
        assertThat(router.policy("routine").chat("Hi")).isNotEqualTo("one"); // the first call fails over

        reload(failing.replace("default-policy: routine", "default-policy: planning"));

        assertThat(router.policy("routine").chat("Hi")).isEqualTo("one"); // it is not the first again
    }

    @Test
    void newModelsAndFilesArePickedUpByTheWatch() throws Exception {
        Router router = start("--signalbox.reload.interval=20ms");
        Path next = folder.resolve("next");
        Files.writeString(
                next,
                FIRST.replace("default-policy: routine", "default-policy: huge")
                        .replace(
                                "  policies:",
                                "    huge.deployments: [simulated/huge]\n  policies:\n    huge: { models: huge }"));

        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(application.getBean(Reloads.class).latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(router.policies().defaultPolicy().name()).isEqualTo("huge");
    }

    @Test
    void theWatchComplainsOnceOfAFileThatDoesNotFit(CapturedOutput output) throws Exception {
        start("--signalbox.reload.interval=10ms");
        Files.writeString(file, FIRST.replace("default-policy: routine", "default-policy: rutine"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!output.getOut().contains("'rutine' is none of the policies")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }

        Files.writeString(file, FIRST.replace("models: [small] }", "models: [small, large] }"));

        assertThat(application.getBean(Reloads.class).latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(output.getOut()).containsOnlyOnce("'rutine' is none of the policies");
    }

    /** Waits for the first reload. */
    static final class Reloads implements RouterListener {

        private final CountDownLatch latch = new CountDownLatch(1);

        @Override
        public void on(RouterEvent event) {
            if (event instanceof RouterEvent.ConfigurationReloaded) {
                latch.countDown();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SignalboxAutoConfiguration.class, SignalboxReloadAutoConfiguration.class})
    static class Application {

        @Bean
        Reloads reloads() {
            return new Reloads();
        }
    }
}
