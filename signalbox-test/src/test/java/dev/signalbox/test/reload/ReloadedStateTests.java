package dev.signalbox.test.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.router.autoconfigure.SignalboxReloadAutoConfiguration;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** What a reload keeps of the state of deployments and keys, and what begins anew. */
class ReloadedStateTests {

    private final FakeProvider provider = FakeProvider.start().always(FakeReply.text("answer"));

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext application;

    private Router start() throws IOException {
        write("the-key", "m");
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=" + folder.toUri());
        return application.getBean(Router.class);
    }

    private void write(String key, String modelId) throws IOException {
        Files.writeString(folder.resolve("application.yml"), """
                signalbox:
                  providers.fake: { dialect: openai, base-url: "%s", api-key: %s }
                  models.small.deployments: [{ id: it, provider: fake, model-id: %s }]
                  policies.routine: { models: [small], retry: { max: 0, max-wait: 0s } }
                """.formatted(provider.baseUrl(), key, modelId));
    }

    private void reload(String key, String modelId) throws IOException {
        write(key, modelId);
        application.getBean(RouterReload.class).reload();
    }

    private static Reason reason(Router router) {
        return router.explain(Facts.none())
                .exclusion("it")
                .map(Exclusion::reason)
                .orElse(null);
    }

    @AfterEach
    void close() {
        application.close();
        provider.close();
    }

    @Test
    void aKeyThatWasRefusedStaysOutUntilItIsCorrected() throws IOException {
        Router router = start();
        provider.requireKey("the-right-key");
        assertThatThrownBy(() -> router.chatModel().chat("Hi")).isInstanceOf(RuntimeException.class);

        reload("the-key", "other");

        assertThat(reason(router)).isEqualTo(Reason.COOLING);
        assertThatThrownBy(() -> router.chatModel().chat("Hi"))
                .hasMessageContaining("every deployment is cooling down");
        assertThat(provider.requestCount()).isEqualTo(1);

        reload("the-right-key", "other");

        assertThat(router.chatModel().chat("Hi")).isEqualTo("answer");
    }

    @Test
    void aModelThatWasNotFoundIsAskedForAgain() throws IOException {
        Router router = start();
        provider.clear().reply(FakeReply.error(404, "model_not_found", "no such model"), FakeReply.text("answer"));
        assertThatThrownBy(() -> router.chatModel().chat("Hi")).isInstanceOf(RuntimeException.class);
        assertThat(reason(router)).isEqualTo(Reason.DISABLED);

        reload("the-key", "m2");

        assertThat(router.chatModel().chat("Hi")).isEqualTo("answer");
        assertThat(provider.requests().get(1).model()).isEqualTo("m2");
    }

    @Test
    void whatWasTakenOutByHandStaysOut() throws IOException {
        Router router = start();
        router.drain("it");

        reload("the-key", "m2");

        assertThat(reason(router)).isEqualTo(Reason.DRAINED);
        router.resume("it");
        assertThat(router.chatModel().chat("Hi")).isEqualTo("answer");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SignalboxAutoConfiguration.class, SignalboxReloadAutoConfiguration.class})
    static class Application {}
}
