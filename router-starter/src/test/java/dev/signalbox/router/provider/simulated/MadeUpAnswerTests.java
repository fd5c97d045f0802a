package dev.signalbox.router.provider.simulated;

import static dev.signalbox.router.provider.simulated.Rehearsal.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.service.AiServices;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MadeUpAnswerTests {

    enum Level {
        LOW,
        HIGH
    }

    record Stop(String city, LocalDate day, List<String> sights) {}

    record Plan(
            UUID id, String travellerName, Level level, int nights, double price, boolean direct, List<Stop> stops) {}

    interface Desk {
        Plan plan(String goal);

        String reply(String text);
    }

    static class Clock {
        @Tool
        String time(String zone) {
            return "noon in " + zone;
        }
    }

    private final ChatModel model = client(Simulation.DEFAULT).chatModel();

    @Test
    void namesTheModelInPlainText() {
        assertThat(model.chat("hello")).startsWith("[strong] ").hasSizeGreaterThan(20);
    }

    @Test
    void fitsTheTypesOfAnAiService() {
        Plan plan = AiServices.create(Desk.class, model).plan("Rome");

        assertThat(plan).hasNoNullFieldsOrProperties();
        assertThat(plan.travellerName()).startsWith("traveller name ");
        assertThat(plan.nights()).isBetween(1, 9);
        assertThat(plan.stops()).hasSize(2).allSatisfy(stop -> {
            assertThat(stop.city()).startsWith("city ");
            assertThat(stop.day()).isNotNull();
            assertThat(stop.sights()).hasSize(2);
        });
    }

    @Test
    void endsTheToolLoopOfAnAiService() {
        Simulation simulation = Rehearsal.answering(
                SimulatedAnswer.builder()
                        .contains("time")
                        .toolCall(new SimulatedToolCall("time", "{\"arg0\":\"UTC\"}")),
                SimulatedAnswer.builder().afterTool("time").text("It is {tool-result}."));
        Desk desk = AiServices.builder(Desk.class)
                .chatModel(client(simulation).chatModel())
                .tools(new Clock())
                .build();

        assertThat(desk.reply("What time is it?")).startsWith("It is noon in ");
    }

    @Test
    void answersJsonWithoutSchemaByAnObject() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .responseFormat(ResponseFormat.JSON)
                .build();

        JsonNode answer =
                JsonMapper.shared().readTree(model.chat(request).aiMessage().text());

        assertThat(answer.get("answer").stringValue()).startsWith("[strong] ");
    }

    @Test
    void followsReferencesAndEndsRecursion() {
        JsonObjectSchema node = JsonObjectSchema.builder()
                .addStringProperty("name")
                .addProperty("parent", anyOf(new JsonNullSchema(), reference("node")))
                .addProperty(
                        "children",
                        JsonArraySchema.builder().items(reference("node")).build())
                .required("name", "parent", "children")
                .build();
        JsonObjectSchema root =
                node.toBuilder().definitions(Map.of("node", node)).build();

        JsonNode sample = sample(root);

        assertThat(sample.get("children")).hasSize(2);
        assertThat(sample.get("parent").get("name").isString()).isTrue();
        assertThat(sample.toString()).endsWith("}").hasSizeLessThan(20_000);
    }

    @Test
    void leavesOutOptionalPartsFarDown() {
        JsonObjectSchema node = JsonObjectSchema.builder()
                .addStringProperty("name")
                .addProperty("next", reference("node"))
                .required("name")
                .build();

        JsonNode sample =
                sample(node.toBuilder().definitions(Map.of("node", node)).build());

        assertThat(sample.at("/next/next/name").isString()).isTrue();
        assertThat(sample.at("/next/next/next").isMissingNode()).isTrue();
    }

    @Test
    void readsRawSchemas() {
        JsonNode sample = sample(JsonRawSchema.from("""
                {"type": "object", "properties": {
                   "kind": {"const": "trip"}, "day": {"type": "string", "format": "date"},
                   "mail": {"type": ["null", "string"], "format": "email"}, "size": {"enum": [3]},
                   "score": {"type": "number", "minimum": 40}, "top": {"type": "integer", "maximum": 0},
                   "id": {"type": "string", "format": "uuid"}, "at": {"type": "string", "format": "date-time"},
                   "other": {"oneOf": [{"type": "boolean"}]}, "back": {"$ref": "#/definitions/leaf"}},
                 "definitions": {"leaf": {"properties": {"none": {"type": "null"}}}}}
                """));

        assertThat(sample.get("kind").stringValue()).isEqualTo("trip");
        assertThat(LocalDate.parse(sample.get("day").stringValue())).isNotNull();
        assertThat(sample.get("mail").stringValue()).endsWith("@example.com");
        assertThat(sample.get("size").intValue()).isEqualTo(3);
        assertThat(sample.get("score").intValue()).isEqualTo(40);
        assertThat(sample.get("top").intValue()).isZero();
        assertThat(UUID.fromString(sample.get("id").stringValue())).isNotNull();
        assertThat(sample.get("at").stringValue()).endsWith("Z");
        assertThat(sample.get("other").isBoolean()).isTrue();
        assertThat(sample.get("back").get("none").isNull()).isTrue();
    }

    @Test
    void fitsARootThatIsNoObject() {
        assertThat(sample(new JsonIntegerSchema()).isInt()).isTrue();
        assertThat(sample(
                        JsonArraySchema.builder().items(new JsonIntegerSchema()).build()))
                .hasSize(2);
    }

    private static JsonSchemaElement reference(String name) {
        return JsonReferenceSchema.builder().reference(name).build();
    }

    private static JsonSchemaElement anyOf(JsonSchemaElement... branches) {
        return JsonAnyOfSchema.builder().anyOf(branches).build();
    }

    private JsonNode sample(JsonSchemaElement root) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .responseFormat(ResponseFormat.builder()
                        .type(dev.langchain4j.model.chat.request.ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("sample")
                                .rootElement(root)
                                .build())
                        .build())
                .build();
        return JsonMapper.shared().readTree(model.chat(request).aiMessage().text());
    }
}
