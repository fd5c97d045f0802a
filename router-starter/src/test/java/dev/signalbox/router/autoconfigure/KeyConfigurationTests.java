package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.gateway.KeyManagement;
import dev.signalbox.router.key.KeyRing;
import dev.signalbox.router.key.MemoryKeyStore;
import dev.signalbox.router.key.VirtualKeyStore;
import dev.signalbox.router.store.jdbc.JdbcKeyStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where virtual keys are kept, and who may manage them, by properties. */
@ExtendWith(OutputCaptureExtension.class)
class KeyConfigurationTests {

    private final WebApplicationContextRunner gateway = new WebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SignalboxAutoConfiguration.class, SignalboxGatewayAutoConfiguration.class))
            .withPropertyValues(
                    "signalbox.models.small.deployments=simulated/small",
                    "signalbox.gateway.enabled=true",
                    "signalbox.gateway.keys.client.secret=sk-signalbox-0123456789");

    @TempDir
    private Path folder;

    private static ConfigurationProblem problem(AssertableWebApplicationContext context) {
        Throwable cause = context.getStartupFailure();
        while (cause != null && !(cause instanceof ConfigurationProblem)) {
            cause = cause.getCause();
        }
        assertThat(cause).isNotNull();
        return (ConfigurationProblem) cause;
    }

    private String database() {
        return "signalbox.stores.jdbc.url=jdbc:sqlite:" + folder.resolve("signalbox.db");
    }

    @Test
    void thereIsNoStoreUnlessOneIsNamed() {
        gateway.withPropertyValues(database()).run(context -> {
            assertThat(context).doesNotHaveBean(VirtualKeyStore.class);
            assertThat(context.getBean(KeyRing.class).store()).isEmpty();
        });
    }

    @Test
    void keysAreKeptInTheDatabase() {
        gateway.withPropertyValues(database(), "signalbox.stores.keys.kind=jdbc")
                .run(context ->
                        assertThat(context.getBean(KeyRing.class).store()).containsInstanceOf(JdbcKeyStore.class));
    }

    @Test
    void whoeverKeepsKeysIsToldToKeepWhatTheyUse(CapturedOutput output) {
        String warning = "Write 'signalbox.stores.budgets.kind: jdbc'.";

        gateway.withPropertyValues(database(), "signalbox.stores.keys.kind=jdbc", "signalbox.stores.budgets.kind=jdbc")
                .run(context -> assertThat(output.getAll()).doesNotContain(warning));
        gateway.withPropertyValues(database(), "signalbox.stores.keys.kind=jdbc")
                .run(context -> assertThat(output.getAll()).contains(warning));
    }

    @Test
    void aStoreOfTheApplicationTakesItsPlace() {
        MemoryKeyStore own = new MemoryKeyStore(List.of());

        gateway.withPropertyValues(database(), "signalbox.stores.keys.kind=jdbc")
                .withBean(VirtualKeyStore.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(KeyRing.class).store()).containsSame(own));
    }

    @Test
    void aStoreNeedsADatabase() {
        gateway.withPropertyValues("signalbox.stores.keys.kind=jdbc")
                .run(context -> assertThat(problem(context)).hasMessage("'signalbox.stores.jdbc.url' is missing."));
    }

    @Test
    void nobodyManagesKeysUnlessThereIsACredential() {
        gateway.run(context -> assertThat(
                        context.getBeanProvider(KeyManagement.class).getIfAvailable())
                .isNull());
        gateway.withPropertyValues("signalbox.gateway.management-key= ")
                .run(context -> assertThat(
                                context.getBeanProvider(KeyManagement.class).getIfAvailable())
                        .isNull());
        gateway.withPropertyValues("signalbox.gateway.management-key=0123456789abcdef")
                .run(context -> assertThat(
                                context.getBeanProvider(KeyManagement.class).getIfAvailable())
                        .isNotNull());
    }

    @Test
    void aCredentialMayBeTooShort() {
        gateway.withPropertyValues("signalbox.gateway.management-key=0123456789abcde")
                .run(context -> assertThat(problem(context))
                        .hasMessage("'signalbox.gateway.management-key' is shorter than 16 characters.")
                        .extracting(ConfigurationProblem::action)
                        .isEqualTo(
                                "Write one that nobody can guess, for example what 'openssl rand -base64 32' prints."));
    }

    @Test
    void aCredentialIsNoKey() {
        gateway.withPropertyValues("signalbox.gateway.management-key=sk-signalbox-0123456789")
                .run(context -> assertThat(problem(context))
                        .hasMessage("'signalbox.gateway.management-key' is the secret of the key 'client' too."));
    }
}
