package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPropertiesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signalbox.gateway.management-key",
                "signalbox.gateway.managementKey",
                "SIGNALBOX_GATEWAY_MANAGEMENTKEY",
                "SIGNALBOX_GATEWAY_MANAGEMENT_KEY",
                "signalbox.gateway.keys.acme-web.secret",
                "SIGNALBOX_GATEWAY_KEYS_ACMEWEB_SECRET",
                "signalbox.gateway.keys.acme.hash",
                "signalbox.stores.jdbc.url",
                "signalbox.stores.redis.password",
                "signalbox.providers.openai.api-key",
                "signalbox.providers.openai.api-keys[0]",
                "signalbox.providers.openai.headers.dialect",
                "signalbox.providers.openai.base-url",
                "SIGNALBOX_PROVIDERS_OPENAI_APIKEY"
            })
    void hidesSecrets(String name) {
        assertThat(SecretProperties.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "signalbox.providers.openai.dialect",
                "signalbox.providers.openai.key-header",
                "signalbox.gateway.keys.acme.tenant",
                "signalbox.gateway.keys.secret.tenant",
                "signalbox.models.small.deployments[0].provider",
                "spring.datasource.password",
                "signalbox",
                "_",
                ""
            })
    void showsTheRest(String name) {
        assertThat(SecretProperties.isSecret(name)).isFalse();
    }
}
