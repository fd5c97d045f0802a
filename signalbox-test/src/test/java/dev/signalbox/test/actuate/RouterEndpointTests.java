package dev.signalbox.test.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RateLimitExceededException;
import dev.signalbox.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The actuator of a real application, asked over HTTP. */
class RouterEndpointTests {

    private static final String YAML = """
            signalbox:
              providers: { sim: { dialect: simulated, api-key: secret-key }, house: { dialect: simulated } }
              models:
                large.deployments: [{ provider: sim, model-id: vendor/large, price: { input: 3, output: 15 } }]
                small.deployments:
                  - { provider: sim, model-id: small, simulated: { failures: [{ kind: rate-limited, first: 1, retry-after: 1h }] } }
                  - { provider: house, model-id: small, price: { input: 0.05, output: 0.10 }, local: true }
              policies:
                planning: { models: [large] }
                routine: { models: [small, large], timeout: { total: 30s } }
              rules:
                - { name: long, when: { min-input-tokens: 30000 }, policy: planning }
              guards:
                - { name: at-home, when: { tags: { data: pii } }, require: { local: true } }
              default-policy: routine
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext application;
    private URI actuator;

    private Router start(String... arguments) throws IOException {
        Files.writeString(folder.resolve("application.yml"), YAML);
        application = new SpringApplicationBuilder(Application.class)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "management.endpoints.web.exposure.include=router,health,info",
                        "management.endpoint.health.show-details=always")
                .run(Stream.concat(Stream.of("--spring.config.location=" + folder.toUri()), Stream.of(arguments))
                        .toArray(String[]::new));
        actuator = URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/actuator/");
        return application.getBean(Router.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(actuator.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(actuator.resolve(path))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static List<String> texts(JsonNode nodes, String field) {
        return nodes.values().stream().map(node -> node.path(field).asString()).toList();
    }

    @Test
    void showsAllThatThereIs() throws Exception {
        start();

        JsonNode overview = read("router");

        assertThat(overview.path("defaultPolicy").asString()).isEqualTo("routine");
        assertThat(texts(overview.path("policies"), "name")).containsExactly("planning", "routine");
        assertThat(texts(overview.path("rules"), "policy")).containsExactly("planning");
        assertThat(overview.path("guards").toString()).isEqualTo("[\"at-home\"]");
        assertThat(texts(overview.path("deployments"), "id"))
                .containsExactly("sim/vendor/large", "sim/small", "house/small");
        assertThat(overview.toString()).doesNotContain("secret");
    }

    @Test
    void showsHowDeploymentsAreDoing() throws Exception {
        Router router = start();
        for (int call = 0; call < 5; call++) {
            router.chatModel().chat("Good morning!");
        }

        JsonNode limited = read("router/deployments/sim/small");
        JsonNode answering = read("router/deployments/house/small");

        assertThat(limited.path("state").asString()).isEqualTo("cooling");
        assertThat(limited.path("cause").asString()).isEqualTo("rate limited");
        assertThat(limited.path("cooldownMillis").asLong()).isBetween(1L, 3_600_000L);
        assertThat(limited.path("failures").toString()).isEqualTo("{\"rate-limited\":1}");
        assertThat(answering.path("state").asString()).isEqualTo("free");
        assertThat(answering.path("price").asString()).isEqualTo("0.05/0.10");
        assertThat(answering.path("attempts").asInt()).isEqualTo(5);
        assertThat(answering.path("costUsd").decimalValue()).isPositive();
        assertThat(answering.path("timeToAnswer").path("medianMillis").isNumber())
                .isTrue();
        assertThat(read("router/policies/routine").path("open").toString())
                .isEqualTo("[\"house/small\",\"sim/vendor/large\"]");
    }

    @Test
    void showsRateLimitsAndWhatTheyHaveRefused() throws Exception {
        Router router = start(
                "--signalbox.rate-limits.tenant-minute.per=tenant",
                "--signalbox.rate-limits.tenant-minute.requests-per-minute=1");
        ChatRequest hello =
                ChatRequest.builder().messages(UserMessage.from("hello")).build();
        router.chat(hello, Facts.tenant("acme"));
        assertThatThrownBy(() -> router.chat(hello, Facts.tenant("acme")))
                .isInstanceOf(RateLimitExceededException.class);

        JsonNode limit = read("router/rate-limits/tenant-minute");

        assertThat(texts(read("router/rate-limits"), "name")).containsExactly("tenant-minute");
        assertThat(limit.path("per").asString()).isEqualTo("tenant");
        assertThat(limit.path("requestsPerMinute").asInt()).isEqualTo(1);
        assertThat(limit.path("tokensPerMinute").isNull()).isTrue();
        assertThat(limit.path("refused").asInt()).isEqualTo(1);
        assertThat(read("router/explain?tenant=acme").path("limitedBy").toString())
                .isEqualTo("[\"tenant-minute\"]");
        assertThat(read("router/explain?tenant=globex").path("limitedBy")).isEmpty();
        assertThat(get("router/rate-limits/other").statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheLastCallsWithoutWhatWasSaid() throws Exception {
        Router router = start();
        router.chatModel().chat("a secret that nobody may repeat");
        router.policy("planning").chat("another secret");

        JsonNode calls = read("router/calls");

        assertThat(calls.size()).isEqualTo(2);
        assertThat(calls.get(0).path("decision").path("policy").asString()).isEqualTo("planning");
        assertThat(calls.get(1).path("attempts").get(0).path("failure").asString())
                .startsWith("rate limited");
        assertThat(texts(calls.get(1).path("attempts"), "deployment")).containsExactly("sim/small", "house/small");
        assertThat(calls.toString()).doesNotContain("secret", "nobody");
        String id = calls.get(0).path("decision").path("id").asString();
        assertThat(read("router/calls/" + id)).isEqualTo(calls.get(0));
    }

    @Test
    void doesNotTakeUnknownCostForNone() throws Exception {
        Router router = start("--signalbox.models.large.deployments[0]=house/unpriced");
        router.chatModel().chat("Hi");
        router.policy("planning").chat("Hi");

        JsonNode unpriced = read("router/calls").get(0).path("attempts").get(0);
        JsonNode failed = read("router/calls").get(1).path("attempts").get(0);

        assertThat(unpriced.path("costComplete").asBoolean(true)).isFalse();
        assertThat(failed.path("costComplete").asBoolean(false)).isTrue();
        assertThat(get("router/calls").body()).contains("\"costUsd\":0,").doesNotContain("0E-12");
        assertThat(get("router/deployments").body()).doesNotContain("0E-12");
    }

    @Test
    void explainsHowACallWouldBeRouted() throws Exception {
        start();

        JsonNode pii = read("router/explain?tag=data:pii&tag=tier:gold&tenant=acme&needs=tools");
        JsonNode large = read("router/explain?inputTokens=40000");

        assertThat(pii.path("guards").toString()).isEqualTo("[\"at-home\"]");
        assertThat(pii.path("candidates").toString()).isEqualTo("[\"house/small\"]");
        assertThat(texts(pii.path("leftOut"), "reason")).containsExactly("not local", "not local");
        assertThat(pii.path("facts").path("tenant").asString()).isEqualTo("acme");
        assertThat(pii.path("facts").path("tags").toString()).isEqualTo("{\"data\":\"pii\",\"tier\":\"gold\"}");
        assertThat(pii.path("rulesMissed").path("long").asString()).contains("30000");
        assertThat(large.path("rulesMissed").isEmpty()).isTrue();
        assertThat(large.path("rule").asString()).isEqualTo("long");
        assertThat(large.path("by").asString()).isEqualTo("rule");
        assertThat(read("router/calls").size()).isZero();
    }

    @Test
    void whatDoesNotFitIsToldSo() throws Exception {
        start();

        assertThat(get("router/explain?policy=plannning"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(response -> assertThat(response.body()).contains("Did you mean 'planning'?"));
        assertThat(get("router/explain?tag=gold").body()).contains("'gold' is not a tag. Write tag=key:value.");
        assertThat(get("router/explain?moment=noon").body()).contains("'noon' is not a moment.");
        assertThat(get("router/explain?needs=tolls").body()).contains("Did you mean 'tools'?");
        for (String tokens : List.of("many", "-5", "1.5", "9999999999")) {
            assertThat(get("router/explain?inputTokens=" + tokens))
                    .returns(400, HttpResponse::statusCode)
                    .satisfies(response -> assertThat(response.body())
                            .contains("'" + tokens + "' is no number of tokens. Write inputTokens=4000."));
        }
        assertThat(get("router/explain?maxOutputTokens=few").body()).contains("Write maxOutputTokens=4000.");
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        start();

        for (String path : List.of("nothing", "policies/none", "deployments/sim", "calls/none", "explain/this")) {
            assertThat(get("router/" + path).statusCode()).as(path).isEqualTo(404);
            assertThat(post("router/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void takesADeploymentOutAndLetsItInAgain() throws Exception {
        Router router = start();

        assertThat(post("router/deployments/sim/vendor/large/drain").body()).contains("\"state\":\"drained\"");
        assertThat(router.explain(Facts.none()).exclusion("sim/vendor/large")).isPresent();
        assertThat(post("router/deployments/sim/vendor/large/resume").body()).contains("\"state\":\"free\"");
        assertThat(post("router/deployments/sim/vendor/large/dance").statusCode())
                .isEqualTo(404);
    }

    @Test
    void endsACooldown() throws Exception {
        Router router = start();
        router.chatModel().chat("Hi");
        assertThat(read("router/deployments/sim/small").path("state").asString())
                .isEqualTo("cooling");

        assertThat(post("router/deployments/sim/small/end-cooldown").body()).contains("\"state\":\"free\"");

        router.chatModel().chat("Hi");
        assertThat(read("router/calls")
                        .get(0)
                        .path("attempts")
                        .get(0)
                        .path("deployment")
                        .asString())
                .isEqualTo("sim/small");
    }

    @Test
    void loadsTheConfigurationAgain() throws Exception {
        start();
        Files.writeString(
                folder.resolve("application.yml"), YAML.replace("default-policy: routine", "default-policy: planning"));
        assertThat(post("router/reload"))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"changes\":[\"signalbox.default-policy: 'routine' -> 'planning'\"]}", HttpResponse::body);
        Files.writeString(
                folder.resolve("application.yml"), YAML.replace("default-policy: routine", "default-policy: planing"));

        assertThat(post("router/reload"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(response -> assertThat(response.body()).contains("Did you mean 'planning'?"));

        assertThat(read("router").path("defaultPolicy").asString()).isEqualTo("planning");
    }

    @Test
    void whoMayOnlyReadChangesNothing() throws Exception {
        Router router = start("--management.endpoint.router.access=read-only");

        assertThat(post("router/deployments/sim/small/drain").statusCode()).isIn(404, 405);

        assertThat(router.explain(Facts.none()).chosen()).isPresent();
        assertThat(read("router/explain").path("candidates").get(0).asString()).isEqualTo("sim/small");
    }

    @Test
    void isHealthyAsLongAsACallCanGoSomewhere() throws Exception {
        Router router = start();
        router.drain("sim/vendor/large");

        JsonNode health = read("health").path("components").path("router");
        assertThat(health.path("status").asString()).isEqualTo("UP");
        assertThat(health.path("details").path("policiesWithoutCandidate").toString())
                .isEqualTo("[\"planning\"]");

        router.drain("sim/small");
        router.drain("house/small");

        HttpResponse<String> down = get("health");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"house/small\":\"drained\"");
    }

    @Test
    void isSilentUnlessAskedToSpeak() throws Exception {
        start("--management.endpoints.web.exposure.include=health,info", "--management.health.router.enabled=false");

        assertThat(get("router").statusCode()).isEqualTo(404);
        assertThat(get("health").body()).doesNotContain("policiesWithoutCandidate");
        assertThat(get("info").body()).isEqualTo("{}");
    }

    @Test
    void informsOfModelsAndPoliciesIfSwitchedOn() throws Exception {
        start("--management.info.router.enabled=true");

        JsonNode info = read("info").path("router");

        assertThat(info.path("models").path("small").toString()).isEqualTo("[\"sim/small\",\"house/small\"]");
        assertThat(info.path("defaultPolicy").asString()).isEqualTo("routine");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
