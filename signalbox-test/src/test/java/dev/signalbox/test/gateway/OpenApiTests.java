package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.signalbox.router.gateway.GatewayHandler;
import dev.signalbox.router.output.JsonSchemaOutputValidator;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document says what the gateway does. */
class OpenApiTests {

    private static final JsonSchemaOutputValidator VALIDATOR = new JsonSchemaOutputValidator();

    private static GatewayHouse house;
    private static JsonNode document;

    @BeforeAll
    static void open() {
        house = GatewayHouse.with(
                "signalbox.gateway.management-key=sk-management-0123456789",
                "signalbox.providers.sim.dialect=simulated",
                "signalbox.models.small.aliases=openai/gpt-4.1-mini",
                "signalbox.models.small.deployments[0].provider=sim",
                "signalbox.models.small.deployments[0].model-id=small",
                "signalbox.models.small.deployments[0].price.input=1",
                "signalbox.models.small.deployments[0].price.output=2",
                "signalbox.models.vectors.kind=embedding",
                "signalbox.models.vectors.deployments[0].provider=sim",
                "signalbox.models.vectors.deployments[0].model-id=vectors",
                "signalbox.policies.routine.models=small");
        document = GatewayHouse.json(house.send(
                HttpRequest.newBuilder(house.uri("/api/v1/openapi.json")).build()));
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    /** What is wrong with some JSON, {@code null} if nothing is. */
    private static @Nullable String problem(String json, String schema) {
        ObjectNode root = GatewayHouse.JSON.createObjectNode();
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", document.path("components"));
        JsonSchema compiled = JsonSchema.builder()
                .name(schema)
                .rootElement(JsonRawSchema.from(root.toString()))
                .build();
        return VALIDATOR.problem(json, compiled);
    }

    @Test
    void namesThePathsThatAreServed() {
        Set<String> written = document.path("paths").propertyNames().stream()
                .map(path -> path.replaceFirst("/\\{.*", "/**"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(written).containsExactlyInAnyOrderElementsOf(GatewayHandler.PATHS);
        assertThat(document.at("/servers/0/url").stringValue()).isEqualTo("/api/v1");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void anAnswerThatIsWrongIsSeen() {
        assertThat(problem("{\"id\":7}", "ChatAnswer")).isNotNull();
        assertThat(problem(
                        "{\"error\":{\"code\":400,\"message\":\"x\",\"metadata\":{\"error_type\":\"odd\"}}}", "Error"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /v1/chat/completions | {"model":"small","messages":[{"role":"user","content":"x"}]}                   | ChatRequest       | ChatAnswer
                    /v1/messages         | {"model":"small","max_tokens":99,"messages":[{"role":"user","content":"x"}]}   | MessagesRequest   | MessagesAnswer
                    /v1/embeddings       | {"model":"vectors","input":["x","y"]}                                          | EmbeddingsRequest | EmbeddingsAnswer
                    /v1/chat/completions | {"model":"nobody","messages":[{"role":"user","content":"x"}]}                  | ChatRequest       | Error
                    /v1/messages         | {"model":"nobody","max_tokens":99,"messages":[{"role":"user","content":"x"}]}  | MessagesRequest   | AnthropicError
                    """)
    void requestsAndAnswersAreAsItSays(String path, String request, String requestSchema, String answerSchema) {
        assertThat(problem(request, requestSchema)).isNull();
        assertThat(problem(house.post(path, request).body(), answerSchema)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, ModelList",
        "/v1/models/openai/gpt-4.1-mini, Model",
        "/v1/key, OwnKey",
        "/v1/credits, Credits"
    })
    void whatIsReadIsAsItSays(String path, String schema) {
        assertThat(problem(house.get(path).body(), schema)).isNull();
    }

    @Test
    void chunksAreAsItSays() {
        List<String> events = GatewayHouse.events(house.chat(GatewayHouse.streaming("small")));

        assertThat(events.subList(0, events.size() - 1))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(problem(event, "ChatChunk")).isNull());
    }

    @Test
    void managedKeysAreAsItSays() {
        JsonNode keys = GatewayHouse.json(house.send(house.request("/v1/keys")
                .setHeader("Authorization", "Bearer sk-management-0123456789")
                .build()));

        assertThat(keys.path("data"))
                .isNotEmpty()
                .allSatisfy(
                        key -> assertThat(problem(key.toString(), "ManagedKey")).isNull());
    }
}
