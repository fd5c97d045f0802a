package dev.signalbox.test.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.usage.Cost;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger of a real application in an SQLite file, asked over HTTP, before and after the application is started anew. */
class LedgerEndpointTests {

    private static final String YAML = """
            signalbox:
              providers: { house: { dialect: simulated } }
              models:
                small.deployments: [{ provider: house, model-id: small, price: { input: 0.05, output: 0.10 } }]
                large.deployments: [{ provider: house, model-id: large, price: { input: 3, output: 15 } }]
              policies:
                routine: { models: [small] }
                planning: { models: [large] }
              default-policy: routine
              stores.jdbc.url: jdbc:sqlite:%s
              ledger.store: jdbc
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext application;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("application.yml"), YAML.formatted(folder.resolve("ledger.db")));
        application = new SpringApplicationBuilder(Application.class)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "management.endpoints.web.exposure.include=routerledger")
                .run("--spring.config.location=" + folder.toUri());
    }

    @AfterEach
    void close() {
        application.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI ledger = URI.create("http://127.0.0.1:"
                + application.getEnvironment().getProperty("local.server.port") + "/actuator/routerledger");
        return client.send(HttpRequest.newBuilder(URI.create(ledger + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private RoutedAnswer call(String tenant, String project) {
        return application
                .getBean(Router.class)
                .chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from("Good morning"))
                                .build(),
                        Facts.tenant(tenant).tag("project", project).key("ci"));
    }

    @Test
    void keepsWhatWasCalledBeyondTheEndOfTheApplication() throws Exception {
        Cost acme = call("acme", "apollo").call().cost();
        Cost initech = call("initech", "gemini")
                .call()
                .cost()
                .plus(call("initech", "apollo").call().cost());
        application.close();
        start();

        JsonNode byTenant =
                json("/totals?grain=call&by=tenant&where=policy:routine").path("totals");
        assertThat(byTenant.path(0).path("group").path("tenant").asString()).isEqualTo("initech");
        assertThat(byTenant.path(0).path("count").asInt()).isEqualTo(2);
        assertThat(byTenant.path(0).path("costUsd").decimalValue()).isEqualByComparingTo(initech.usd());
        assertThat(byTenant.path(1).path("costUsd").decimalValue()).isEqualByComparingTo(acme.usd());

        JsonNode days = json("/totals?by=day,deployment&where=tag:project:apollo&where=tenant:initech")
                .path("totals");
        assertThat(days).hasSize(1);
        assertThat(days.path(0).path("group").path("deployment").asString()).isEqualTo("house/small");

        assertThat(json("").path("dropped").asInt()).isZero();
    }

    @Test
    void listsRecordsPageByPageAndAsATable() throws Exception {
        for (int call = 0; call < 3; call++) {
            call("=cmd()", "a,b");
        }
        application.close();
        start();

        JsonNode first = json("/entries?grain=call&max=2&where=policy:routine");
        JsonNode second = json("/entries?grain=call&max=2&where=policy:routine&after="
                + first.path("next").asString());
        assertThat(first.path("entries")).hasSize(2);
        assertThat(second.path("entries")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(first.path("entries").path(0).path("key").asString()).isEqualTo("ci");

        HttpResponse<String> table = get("/entries?grain=call&where=policy:routine&format=csv");
        assertThat(table.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(table.body().lines()).hasSize(4);
        assertThat(table.body()).startsWith("time,call,").contains("'=cmd()").contains("\"project=a,b\"");
        assertThat(table.body()).doesNotContain("Good morning");
    }

    @Test
    void saysWhatToWriteInstead() throws Exception {
        for (var wrong : List.of(
                "/totals?by=planet|'planet' is no dimension",
                "/totals?from=yesterday|'yesterday' is not a moment",
                "/totals?zone=Mars|'Mars' is no time zone",
                "/totals?grain=token|'token' is no grain",
                "/totals?where=acme|'acme' is no condition",
                "/totals?where=day:2026-11-25|Give from and to",
                "/entries?max=0|'0' is no number of records",
                "/entries?after=x|'x' is no place among the records",
                "/entries?format=xml|'xml' is no format")) {
            String[] parts = wrong.split("\\|");

            HttpResponse<String> response = get(parts[0]);

            assertThat(response.statusCode()).as(parts[0]).isEqualTo(400);
            assertThat(response.body()).contains(parts[1]);
        }
        assertThat(get("/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void isNoDataSourceOfTheApplication() {
        assertThat(application.getBeanProvider(DataSource.class).stream()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
