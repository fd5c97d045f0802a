package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The gateway's embeddings. */
class EmbeddingsTests {

    private static GatewayHouse house;

    @BeforeAll
    static void open() {
        house = GatewayHouse.with(
                "signalbox.gateway.keys.narrow.secret=sk-signalbox-narrow-000",
                "signalbox.gateway.keys.narrow.models=strong",
                "signalbox.providers.near.dialect=simulated",
                "signalbox.models.strong.deployments=simulated/strong",
                "signalbox.models.embedder.kind=embedding",
                "signalbox.models.embedder.aliases=openai/text-embedding-3-small",
                "signalbox.models.embedder.deployments[0].provider=simulated",
                "signalbox.models.embedder.deployments[0].model-id=e",
                "signalbox.models.embedder.deployments[0].price.input=1",
                "signalbox.models.embedder.deployments[1].provider=near",
                "signalbox.models.embedder.deployments[1].model-id=e",
                "signalbox.models.embedder.deployments[1].price.input=2",
                "signalbox.models.other.kind=embedding",
                "signalbox.models.other.deployments=simulated/o",
                "signalbox.policies.routine.models=strong",
                "signalbox.policies.vectors.models=embedder");
    }

    @AfterAll
    static void shut() {
        house.close();
    }

    private static HttpResponse<String> embed(String secret, String fields) {
        return house.send(house.request("/v1/embeddings")
                .setHeader("Authorization", "Bearer " + secret)
                .header("X-Signalbox-Metadata", "enabled")
                .POST(BodyPublishers.ofString("{" + fields + "}"))
                .build());
    }

    private static HttpResponse<String> embed(String fields) {
        return embed(GatewayHouse.SECRET, fields);
    }

    private static JsonNode answer(String fields) {
        HttpResponse<String> response = embed(fields);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return GatewayHouse.json(response);
    }

    private static List<Float> floats(JsonNode vector) {
        List<Float> floats = new ArrayList<>();
        vector.valueStream().forEach(number -> floats.add(number.floatValue()));
        return floats;
    }

    private static List<Float> base64(JsonNode vector) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(vector.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Float> floats = new ArrayList<>();
        while (bytes.hasRemaining()) {
            floats.add(bytes.getFloat());
        }
        return floats;
    }

    @Test
    void answersInTheOrderOfTheTextsWithUsageAndCost() {
        HttpResponse<String> response =
                embed("\"model\":\"embedder\",\"input\":[\"red apple\",\"blue sea\"],\"user\":\"ann\"");

        JsonNode answer = GatewayHouse.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("object").stringValue()).isEqualTo("list");
        assertThat(answer.path("id").stringValue())
                .startsWith("gen-")
                .isEqualTo(response.headers().firstValue("X-Generation-Id").orElseThrow());
        assertThat(answer.path("model").stringValue()).isEqualTo("simulated/e");
        assertThat(answer.path("provider").stringValue()).isEqualTo("simulated");
        assertThat(answer.path("data").size()).isEqualTo(2);
        assertThat(answer.path("data").path(1).path("index").intValue()).isEqualTo(1);
        assertThat(answer.path("data").path(1).path("object").stringValue()).isEqualTo("embedding");
        assertThat(floats(answer.path("data").path(1).path("embedding")))
                .hasSize(256)
                .isEqualTo(floats(answer("\"model\":\"embedder\",\"input\":\"blue sea\"")
                        .path("data")
                        .path(0)
                        .path("embedding")));
        int tokens = answer.path("usage").path("prompt_tokens").intValue();
        assertThat(tokens).isPositive();
        assertThat(answer.path("usage").path("total_tokens").intValue()).isEqualTo(tokens);
        assertThat(answer.path("usage").path("cost").decimalValue()).isEqualByComparingTo(tokens + "e-6");
        assertThat(answer.path("signalbox_metadata").path("policy").stringValue())
                .isEqualTo("embedder");
    }

    @Test
    void writesVectorsAsBytesIfAsked() {
        JsonNode plain = answer("\"model\":\"embedder\",\"input\":\"hello\",\"encoding_format\":\"float\"");
        JsonNode bytes = answer("\"model\":\"embedder\",\"input\":\"hello\",\"encoding_format\":\"base64\"");

        assertThat(base64(bytes.path("data").path(0).path("embedding")))
                .isEqualTo(floats(plain.path("data").path(0).path("embedding")));
    }

    @Test
    void makesVectorsAsLongAsAsked() {
        JsonNode answer = answer("\"model\":\"embedder\",\"input\":\"hello\",\"dimensions\":5");

        assertThat(floats(answer.path("data").path(0).path("embedding"))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "model":"openai/text-embedding-3-small"             | simulated/e
                    "model":"policy/vectors"                            | simulated/e
                    "model":"signalbox/auto"                            | simulated/e
                    "user":"ann"                                        | simulated/e
                    "model":"near/e"                                    | near/e
                    "model":"other"                                     | simulated/o
                    "model":"embedder","provider":{"order":["near"]}    | near/e
                    "model":"embedder","provider":{"only":["near"]}     | near/e
                    """)
    void asksForWhatTheNamesMean(String fields, String servedBy) {
        assertThat(answer(fields + ",\"input\":\"hello\"").path("model").stringValue())
                .isEqualTo(servedBy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "model":"embedder"                                                  | input
                    "model":"embedder","input":[]                                       | input
                    "model":"embedder","input":""                                       | input
                    "model":"embedder","input":["a",""]                                 | input
                    "model":"embedder","input":[1,2,3]                                  | input
                    "model":"embedder","input":[[1,2],[3]]                              | input
                    "model":"embedder","input":7                                        | input
                    "model":"embedder","input":"a","dimensions":0                       | dimensions
                    "model":"embedder","input":"a","dimensions":1000000                 | dimensions
                    "model":"embedder","input":"a","dimensions":"many"                  | dimensions
                    "model":"embedder","input":"a","encoding_format":"int8"             | encoding_format
                    "model":"embedder","input":"a","models":["other"]                   | models
                    "model":"strong","input":"a"                                        | model
                    "model":"policy/routine","input":"a"                                | model
                    """)
    void saysWhatIsWrong(String fields, String param) {
        HttpResponse<String> response = embed(fields);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = GatewayHouse.json(response).path("error");
        assertThat(error.path("metadata").path("error_type").stringValue()).isEqualTo("invalid_request");
        assertThat(error.path("metadata").path("param").stringValue()).isEqualTo(param);
    }

    @Test
    void saysThatThereIsNoSuchModel() {
        HttpResponse<String> response = embed("\"model\":\"embeder\",\"input\":\"a\"");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("Did you mean 'embedder'?");
    }

    @Test
    void keepsTheKeyToItsModels() {
        HttpResponse<String> response = embed("sk-signalbox-narrow-000", "\"model\":\"embedder\",\"input\":\"a\"");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(embed("sk-signalbox-narrow-000", "\"input\":\"a\"").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedder", "policy/vectors"})
    void takesNoChats(String model) {
        HttpResponse<String> response = house.chat(GatewayHouse.asking(model));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(GatewayHouse.json(response).path("error").path("message").stringValue())
                .contains("turns texts into vectors");
    }

    @Test
    void takesPostsOnly() {
        assertThat(house.get("/v1/embeddings").statusCode()).isEqualTo(405);
        assertThat(house.post("/api/v1/embeddings", "{\"model\":\"embedder\",\"input\":\"a\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsTheModelsAsWhatTheyAre() {
        JsonNode model = GatewayHouse.json(house.get("/v1/models/embedder"));

        assertThat(model.path("architecture").path("modality").stringValue()).isEqualTo("text->embeddings");
        assertThat(model.path("architecture").path("output_modalities").toString())
                .isEqualTo("[\"embeddings\"]");
        assertThat(model.path("supported_parameters").toString()).isEqualTo("[\"dimensions\"]");
        assertThat(model.path("pricing").path("prompt").stringValue()).isEqualTo("0.000001");
        assertThat(GatewayHouse.json(house.get("/v1/models"))
                        .path("data")
                        .valueStream()
                        .map(each -> each.path("architecture").path("modality").stringValue()))
                .contains("text->text", "text->embeddings");
    }
}
