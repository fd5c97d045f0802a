package dev.signalbox.test.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Facts;
import dev.signalbox.router.Router;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.budget.FailingStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Budgets at the actuator of a real application, asked over HTTP. */
class BudgetEndpointTests {

    private static final ChatRequest REQUEST =
            ChatRequest.builder().messages(UserMessage.from("Hi")).build();

    private final HttpClient client = HttpClient.newHttpClient();

    private ConfigurableApplicationContext application;
    private Router router;
    private URI actuator;

    @BeforeEach
    void start() {
        application = new SpringApplicationBuilder(Application.class)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "management.endpoints.web.exposure.include=router",
                        "signalbox.models.small.deployments[0].provider=simulated",
                        "signalbox.models.small.deployments[0].model-id=small",
                        "signalbox.models.small.deployments[0].price.input=1",
                        "signalbox.models.small.deployments[0].price.output=2",
                        "signalbox.budgets.tenant-day.per=tenant",
                        "signalbox.budgets.tenant-day.limit=20 USD",
                        "signalbox.budgets.tenant-day.on-limit=degrade",
                        "signalbox.budgets.tenant-day.window=day",
                        "signalbox.budgets.user-ever.per=user",
                        "signalbox.budgets.user-ever.limit=500k tokens",
                        "signalbox.budgets.user-ever.window=lifetime",
                        "signalbox.budgets.user-ever.policies=small")
                .run();
        router = application.getBean(Router.class);
        actuator = URI.create(
                "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + "/actuator/");
    }

    @AfterEach
    void close() {
        application.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(actuator.resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(actuator.resolve(path))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private Map<String, Long> used() {
        return router.budget("tenant-day").balances().stream()
                .collect(Collectors.toMap(balance -> balance.account().subject(), BudgetBalance::used));
    }

    @Test
    void showsBudgetsAndWhatIsUsed() throws Exception {
        router.chat(REQUEST, Facts.tenant("acme"));

        JsonNode budgets = read("router/budgets");

        assertThat(budgets.values().stream().map(budget -> budget.path("name").asString()))
                .containsExactly("tenant-day", "user-ever");
        JsonNode day = read("router/budgets/tenant-day");
        assertThat(day).isEqualTo(budgets.get(0));
        assertThat(day.path("per").asString()).isEqualTo("tenant");
        assertThat(day.path("limit").decimalValue()).isEqualByComparingTo("20");
        assertThat(day.path("window").asString()).isEqualTo("day in UTC");
        assertThat(day.path("onLimit").asString()).isEqualTo("degrade");
        assertThat(day.path("resetsAt").asString()).endsWith("T00:00:00Z");
        JsonNode acme = day.path("accounts").get(0);
        assertThat(acme.path("subject").asString()).isEqualTo("acme");
        assertThat(acme.path("used").decimalValue()).isPositive();
        assertThat(acme.path("reserved").decimalValue()).isZero();
        assertThat(acme.path("used").decimalValue().add(acme.path("left").decimalValue()))
                .isEqualByComparingTo("20");
    }

    @Test
    void showsWhatNobodyHasUsed() throws Exception {
        JsonNode ever = read("router/budgets/user-ever");

        assertThat(ever.path("unit").asString()).isEqualTo("tokens");
        assertThat(ever.path("limit").asInt()).isEqualTo(500_000);
        assertThat(ever.path("policies").toString()).isEqualTo("[\"small\"]");
        assertThat(ever.path("resetsAt").asString("")).isEmpty();
        assertThat(ever.path("accounts").isEmpty()).isTrue();
    }

    @Test
    void setsALimitAndTakesItBack() throws Exception {
        assertThat(post("router/budgets/tenant-day/limit/30%20USD").body())
                .contains("\"limit\":30,\"configuredLimit\":20,");
        assertThat(router.budget("tenant-day").limit()).hasToString("30 USD");

        assertThat(post("router/budgets/tenant-day/limit").body()).contains("\"limit\":20,");

        assertThat(router.budget("tenant-day").limit()).hasToString("20 USD");
    }

    @Test
    void refusesALimitThatIsNone() throws Exception {
        assertThat(post("router/budgets/tenant-day/limit/30%20EUR"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(response -> assertThat(response.body()).contains("'30 EUR' is no amount."));
        assertThat(post("router/budgets/tenant-day/limit/30%20tokens"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(response -> assertThat(response.body()).contains("which is another unit"));
    }

    @Test
    void forgetsWhatOneOrAllHaveUsed() throws Exception {
        router.chat(REQUEST, Facts.tenant("acme"));
        router.chat(REQUEST, Facts.tenant("a/b c"));

        assertThat(post("router/budgets/tenant-day/reset/a/b%20c").statusCode()).isEqualTo(200);

        assertThat(used().getOrDefault("a/b c", 0L)).isZero();
        assertThat(used().get("acme")).isPositive();
        assertThat(post("router/budgets/tenant-day/reset").statusCode()).isEqualTo(200);
        assertThat(used().values()).allMatch(used -> used == 0);
    }

    @Test
    void whatIsNoBudgetIsNotFound() throws Exception {
        assertThat(get("router/budgets/none").statusCode()).isEqualTo(404);
        for (String path : List.of("none/reset", "none/limit/3%20USD", "tenant-day/dance", "tenant-day")) {
            assertThat(post("router/budgets/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aStoreThatFailsIsUnavailable() throws Exception {
        application.getBean(FailingStore.class).fail(true);

        assertThat(get("router/budgets"))
                .returns(503, HttpResponse::statusCode)
                .satisfies(response -> assertThat(response.body()).contains("connection lost"));
        assertThat(post("router/budgets/tenant-day/reset").statusCode()).isEqualTo(503);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        FailingStore store(Clockwork clockwork) {
            return new FailingStore(new MemoryBudgetStore(clockwork.nanos()));
        }
    }
}
