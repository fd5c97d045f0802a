package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a request may say about who is to serve it. */
class RoutedRequestsTests {

    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        house = GatewayHouse.with(
                "signalbox.gateway.tags=data",
                "signalbox.gateway.keys.acme.secret=sk-signalbox-acme-0000",
                "signalbox.gateway.keys.acme.tenant=acme",
                "signalbox.gateway.keys.acme.tags.data=pii",
                "signalbox.providers.near.dialect=simulated",
                "signalbox.providers.far.dialect=simulated",
                "signalbox.providers.away.dialect=simulated",
                "signalbox.models.small.aliases=openai/gpt-4.1-mini",
                "signalbox.models.small.deployments[0].provider=far",
                "signalbox.models.small.deployments[0].model-id=small",
                "signalbox.models.small.deployments[0].price.input=2",
                "signalbox.models.small.deployments[0].price.output=4",
                "signalbox.models.small.deployments[0].quantization=fp8",
                "signalbox.models.small.deployments[1].provider=near",
                "signalbox.models.small.deployments[1].model-id=small",
                "signalbox.models.small.deployments[1].price.input=1",
                "signalbox.models.small.deployments[1].price.output=2",
                "signalbox.models.small.deployments[1].local=true",
                "signalbox.models.small.deployments[1].zero-data-retention=true",
                "signalbox.models.small.deployments[1].trains-on-data=false",
                "signalbox.models.free.deployments[0].provider=away",
                "signalbox.models.free.deployments[0].model-id=free",
                "signalbox.models.free.deployments[0].price.input=0",
                "signalbox.models.free.deployments[0].price.output=0",
                "signalbox.policies.routine.models=small",
                "signalbox.policies.planning.models=free,small",
                "signalbox.rules[0].when.tags.data=pii",
                "signalbox.rules[0].policy=planning",
                "signalbox.guards[0].when.tenant=acme",
                "signalbox.guards[0].require.local=true",
                "signalbox.policies.secret.models=small",
                "signalbox.guards[1].when.policy=secret",
                "signalbox.guards[1].require.local=true",
                "signalbox.default-policy=routine");
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    private static HttpResponse<String> ask(String secret, String fields) {
        String body = "{" + fields + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        return house.send(house.request("/api/v1/chat/completions")
                .setHeader("Authorization", "Bearer " + secret)
                .header("X-Signalbox-Metadata", "enabled")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode routing(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return GatewayHouse.json(response).path("signalbox_metadata");
    }

    private static List<String> candidates(String fields) {
        return texts(routing(ask(GatewayHouse.SECRET, fields)).path("candidates"));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "model":"small"                                                            | far/small near/small
                    "model":"openai/gpt-4.1-mini"                                              | far/small near/small
                    "model":"near/small"                                                       | near/small
                    "model":"policy/planning"                                                  | away/free far/small near/small
                    "model":"signalbox/auto"                                                   | far/small near/small
                    "model":"openrouter/auto"                                                  | far/small near/small
                    "x":1                                                                      | far/small near/small
                    "model":"signalbox/auto","metadata":{"data":"pii"}                         | away/free far/small near/small
                    "model":"signalbox/auto","metadata":{"other":"pii"}                        | far/small near/small
                    "model":"small:floor"                                                      | near/small far/small
                    "model":"policy/planning:free"                                             | away/free
                    "model":"small","models":["free"]                                          | far/small near/small away/free
                    "models":["free","small"]                                                  | away/free far/small near/small
                    "model":"small","provider":{"order":["near"]}                              | near/small far/small
                    "model":"small","provider":{"order":["near"],"allow_fallbacks":false}      | near/small
                    "model":"small","models":["free"],"provider":{"order":["away","near"]}     | near/small far/small away/free
                    "model":"small","provider":{"allow_fallbacks":false}                       | far/small
                    "model":"small","provider":{"only":["near"]}                               | near/small
                    "model":"small","provider":{"ignore":["far"]}                              | near/small
                    "model":"small","provider":{"sort":"price"}                                | near/small far/small
                    "model":"small","models":["free"],"provider":{"sort":{"by":"price","partition":"none"}} | away/free near/small far/small
                    "model":"small","provider":{"max_price":{"prompt":1.5}}                    | near/small
                    "model":"small","provider":{"quantizations":["fp8"]}                       | far/small
                    "model":"small","provider":{"zdr":true}                                    | near/small
                    "model":"small","provider":{"data_collection":"deny"}                      | near/small
                    "model":"small","provider":{"preferred_max_latency":{"p90":1}}             | far/small near/small
                    """)
    void theRequestSaysWhoServesIt(String fields, String deployments) {
        assertThat(String.join(" ", candidates(fields))).isEqualTo(deployments);
    }

    @Test
    void nothingThatIsLeftIsTold() {
        HttpResponse<String> response =
                ask(GatewayHouse.SECRET, "\"model\":\"small\",\"provider\":{\"only\":[\"mars\"]}");

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode metadata = GatewayHouse.json(response).at("/error/metadata");
        assertThat(metadata.path("availability").stringValue()).isEqualTo("constraint_filtered");
        assertThat(texts(metadata.path("excluded_by"))).containsExactly("provider");
    }

    @Test
    void aGuardHoldsWhateverTheRequestSays() {
        JsonNode routing =
                routing(ask("sk-signalbox-acme-0000", "\"model\":\"small\",\"provider\":{\"order\":[\"far\"]}"));

        assertThat(texts(routing.path("candidates"))).containsExactly("near/small");
        assertThat(routing.path("guards")).hasSize(1);
    }

    @Test
    void aGuardOfAPolicyHoldsForWhatIsNamedBesides() {
        HttpResponse<String> named = ask(GatewayHouse.SECRET, "\"model\":\"policy/secret\"");
        HttpResponse<String> besides = ask(
                GatewayHouse.SECRET,
                "\"model\":\"free\",\"models\":[\"policy/secret\"],\"provider\":{\"only\":[\"far\",\"near\"]}");

        assertThat(texts(routing(named).path("candidates"))).containsExactly("near/small");
        assertThat(texts(routing(besides).path("candidates"))).containsExactly("near/small");
    }

    @Test
    void theKeySaysWhatTheRequestCannot() {
        String fields = "\"model\":\"signalbox/auto\",\"metadata\":{\"data\":\"none\"},\"user\":\"anna\"";

        JsonNode routing = routing(ask("sk-signalbox-acme-0000", fields));

        assertThat(routing.path("policy").stringValue()).isEqualTo("planning");
        assertThat(routing.path("chosen_by").stringValue()).isEqualTo("rule");
    }

    @Test
    void severalChoicesNeedAProviderThatSpeaksTheSame() {
        HttpResponse<String> response = ask(GatewayHouse.SECRET, "\"model\":\"small\",\"n\":2");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(texts(GatewayHouse.json(response).at("/error/metadata/excluded_by")))
                .containsExactly("parameters");
    }

    @Test
    void whatMustBeMetIsNotLeftOut() {
        String fields = "\"model\":\"small\",\"logit_bias\":{\"7\":1}";

        HttpResponse<String> required =
                ask(GatewayHouse.SECRET, fields + ",\"provider\":{\"require_parameters\":true}");

        assertThat(candidates(fields)).isNotEmpty();
        assertThat(required.statusCode()).isEqualTo(404);
        assertThat(texts(GatewayHouse.json(required).at("/error/metadata/excluded_by")))
                .containsExactly("parameters");
    }

    @Test
    void theKeyTellsWhatItIs() {
        JsonNode key = GatewayHouse.json(house.get("/v1/key")).path("data");

        assertThat(key.path("name").stringValue()).isEqualTo("client");
        assertThat(key.path("limit").isNull()).isTrue();
        assertThat(key.path("usage").isNumber()).isTrue();
        assertThat(key.toString()).doesNotContain(GatewayHouse.SECRET);
    }

    @Test
    void modelsAndTheirDeploymentsAreListed() {
        JsonNode models = GatewayHouse.json(house.get("/v1/models"));
        JsonNode one = GatewayHouse.json(house.get("/v1/models/openai/gpt-4.1-mini"));
        JsonNode endpoints =
                GatewayHouse.json(house.get("/v1/models/small/endpoints")).path("data");

        assertThat(models.path("data").findValuesAsString("id"))
                .containsExactlyInAnyOrder(
                        "small", "openai/gpt-4.1-mini", "free", "policy/routine", "policy/planning", "policy/secret");
        assertThat(one.path("pricing").path("prompt").stringValue()).isEqualTo("0.000002");
        assertThat(endpoints.path("endpoints").findValuesAsString("name")).containsExactly("far/small", "near/small");
    }
}
