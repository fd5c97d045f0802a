package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.key.KeySecret;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who may manage keys, and which; and that nobody learns a secret by it. */
@ExtendWith(OutputCaptureExtension.class)
class KeyManagementTests {

    private static final Map<String, List<String>> PATHS = Map.of(
            "keys", List.of("GET", "POST"),
            "keys/client", List.of("GET", "PATCH", "DELETE"),
            "keys/client/rotate", List.of("POST"));

    @TempDir
    private static Path folder;

    private static KeyDesk desk;

    @BeforeAll
    static void open() {
        desk = KeyDesk.in(
                folder,
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static void assertError(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(GatewayHouse.json(response).at("/error/metadata/error_type").asString())
                .isEqualTo(type);
    }

    @Test
    void nobodyManagesKeysWithoutTheManagementKey() {
        PATHS.forEach((path, methods) -> methods.forEach(method -> {
            HttpResponse<String> none = desk.send(null, method, path, "{}");
            HttpResponse<String> wrong = desk.send(KeyDesk.MANAGEMENT + "x", method, path, "{}");
            assertError(none, 401, "authentication");
            assertThat(KeyDesk.reason(none)).isEqualTo("missing");
            assertError(wrong, 401, "authentication");
            assertThat(KeyDesk.reason(wrong)).isEqualTo("unknown");
            assertThat(wrong.body()).doesNotContain(KeyDesk.MANAGEMENT);
        }));
    }

    @Test
    void aVirtualKeyDoesNotManageKeys() {
        String made = desk.made("{\"name\":\"ambitious\"}");

        PATHS.forEach((path, methods) -> methods.forEach(method -> {
            assertError(desk.send(GatewayHouse.SECRET, method, path, "{}"), 403, "permission_denied");
            assertError(desk.send(made, method, path, "{}"), 403, "permission_denied");
        }));
    }

    @Test
    void theManagementKeyDoesNothingElse() {
        assertError(desk.chat(KeyDesk.MANAGEMENT), 403, "permission_denied");
        for (String path : List.of("models", "key", "credits")) {
            assertError(desk.send(KeyDesk.MANAGEMENT, "GET", path, null), 403, "permission_denied");
        }
    }

    @Test
    void aConfiguredKeyIsShownAndCannotBeChanged() {
        assertThat(desk.key("client").path("configured").asBoolean()).isTrue();

        for (HttpResponse<String> refused : List.of(
                desk.post("{\"name\":\"client\"}"),
                desk.patch("client", "{\"disabled\":true}"),
                desk.rotate("client", null),
                desk.delete("client"))) {
            assertError(refused, 409, "conflict");
        }
        assertThat(KeyDesk.message(desk.delete("client"))).contains("'signalbox.gateway.keys.client'");
        assertThat(desk.chat(GatewayHouse.SECRET).statusCode()).isEqualTo(200);
    }

    @Test
    void aNameIsGivenOnce() {
        String secret = desk.made("{\"name\":\"taken\"}");

        HttpResponse<String> refused = desk.post("{\"name\":\"taken\"}");

        assertError(refused, 409, "conflict");
        assertThat(refused.body()).contains("There is a key 'taken' already.").doesNotContain("sk-signalbox-");
        assertThat(desk.chat(secret).statusCode()).isEqualTo(200);
    }

    @Test
    void secretsAndHashesAreShownNowhere(CapturedOutput output) {
        String secret = desk.made("{\"name\":\"hidden\"}");
        String next = KeyDesk.secret(desk.rotate("hidden", "{\"grace\":\"1h\"}"), 200);
        desk.chat(next);
        desk.chat(secret);
        desk.chat("sk-signalbox-nobody-has-this-one");
        desk.get(next);
        List<String> hidden = List.of(
                secret,
                next,
                new KeySecret(secret).hash(),
                new KeySecret(next).hash(),
                GatewayHouse.SECRET,
                new KeySecret(GatewayHouse.SECRET).hash(),
                KeyDesk.MANAGEMENT,
                new KeySecret(KeyDesk.MANAGEMENT).hash(),
                "nobody-has-this-one");

        String shown = "";
        for (String path : List.of("keys", "keys/hidden", "keys/" + next)) {
            shown += desk.send(KeyDesk.MANAGEMENT, "GET", path, null).body();
        }
        shown += desk.patch("hidden", "{\"disabled\":false}").body();
        for (String path :
                List.of("configprops", "env", "beans", "metrics", "router", "info", "conditions", "mappings")) {
            HttpResponse<String> answer = desk.house().get("/actuator/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            shown += answer.body();
        }
        shown += output.getAll();

        assertThat(shown).contains("The key 'hidden' was made", "key=hidden");
        for (String one : hidden) {
            assertThat(shown.contains(one)).as(one).isFalse();
        }
    }

    @Test
    void withoutAManagementKeyThePathsAreNotThere() {
        try (GatewayHouse house = GatewayHouse.with(
                "signalbox.gateway.management-key=",
                "signalbox.models.small.deployments[0].provider=simulated",
                "signalbox.models.small.deployments[0].model-id=small")) {
            HttpResponse<String> keys = house.get("/v1/keys");

            assertError(keys, 404, "not_found");
            assertThat(KeyDesk.message(keys)).contains("'signalbox.gateway.management-key'");
            assertError(house.get("/api/v1/keys/client"), 404, "not_found");
        }
    }

    @Test
    void withoutAStoreKeysAreReadOnly() {
        try (KeyDesk poor = KeyDesk.without()) {
            assertThat(poor.key("client").path("configured").asBoolean()).isTrue();

            HttpResponse<String> refused = poor.post("{\"name\":\"acme\"}");

            assertError(refused, 409, "conflict");
            assertThat(KeyDesk.message(refused)).contains("'signalbox.stores.keys.kind: jdbc'");
            assertError(poor.patch("acme", "{}"), 409, "conflict");
            assertError(poor.get("acme"), 404, "not_found");
        }
    }
}
