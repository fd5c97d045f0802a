package dev.signalbox.router.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaOutputValidatorTests {

    private static final JsonSchema PERSON = schema(JsonObjectSchema.builder()
            .addStringProperty("name")
            .addIntegerProperty("age")
            .addEnumProperty("mood", List.of("GOOD", "BAD"))
            .addProperty(
                    "address",
                    JsonObjectSchema.builder()
                            .addStringProperty("zip")
                            .required("zip")
                            .build())
            .addProperty(
                    "marks",
                    JsonArraySchema.builder().items(new JsonNumberSchema()).build())
            .required("name", "age")
            .build());

    private final JsonSchemaOutputValidator validator = new JsonSchemaOutputValidator();

    private static JsonSchema schema(JsonSchemaElement root) {
        return JsonSchema.builder().name("Thing").rootElement(root).build();
    }

    private static JsonSchema raw(String text) {
        return schema(JsonRawSchema.from(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'Ada', 'age': 36}",
                "{'name': 'Ada', 'age': 36.0, 'mood': 'GOOD', 'address': {'zip': 'W1'}, 'marks': [1, 2.5]}",
                "{'name': 'Ada', 'age': 36, 'mood': null, 'address': null, 'marks': null}",
                "{'name': 'Ada', 'age': 36, 'unasked': true}",
                "```json\n{'name': 'Ada', 'age': 36}\n```",
                "Here you are: {'name': 'Ada', 'age': 36}. Anything else?",
                "See [1] and [2]: {'name': 'Ada', 'age': 36}",
                "{'name': 'Ada', 'age': 36} As in [1].",
                "<think>{'name': 1}</think>{'name': 'Ada', 'age': 36}"
            })
    void takesWhatLangChain4jTakes(String answer) {
        assertThat(validator.problem(answer.replace('\'', '"'), PERSON)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 'Ada', 'age': 'secret'}                          | '/age' is not of type integer.",
                "{'name': 'Ada', 'age': 36.5}                              | '/age' is not of type integer.",
                "{'name': null, 'age': 36}                                 | '/name' is not of type string.",
                "{'name': 'Ada', 'age': 36, 'mood': 'secret'}              | '/mood' is none of the allowed values",
                "{'name': 'Ada'}                                           | '/' lacks 'age'.",
                "{'name': 'Ada', 'age': 36, 'address': {}}                 | '/address' lacks 'zip'.",
                "{'name': 'Ada', 'age': 36, 'address': {'zip': 1}}         | '/address/zip' is not of type string.",
                "{'name': 'Ada', 'age': 36, 'marks': [1, 'secret']}        | '/marks/1' is not of type number.",
                "{'name': 'Ada', 'age': 36, 'marks': 'secret'}             | '/marks' is not of type array or null.",
                "{'name': 1, 'age': 'secret', 'marks': 1, 'address': 1}    | '/age' is not of type integer; '/address' is not of type object or null; and 1 more."
            })
    void saysWhereWhichRuleIsBrokenAndNothingOfTheAnswer(String answer, String problem) {
        assertThat(validator.problem(answer.replace('\'', '"'), PERSON))
                .startsWith("The answer does not meet its JSON schema: ")
                .contains(problem)
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "I cannot tell.", "{\"name\": \"secret\", \"age\"", "[1, 2]", "\"secret\"", "null", "}"})
    void saysWhereThereIsNoObject(String answer) {
        assertThat(validator.problem(answer, PERSON)).isEqualTo("The answer holds no JSON object.");
    }

    @Test
    void refusesFurtherPropertiesIfTheSchemaDoes() {
        JsonSchema closed = schema(JsonObjectSchema.builder()
                .addStringProperty("name")
                .additionalProperties(false)
                .build());

        assertThat(validator.problem("{\"name\": \"Ada\"}", closed)).isNull();
        assertThat(validator.problem("{\"secret\": 1}", closed))
                .isEqualTo("The answer does not meet its JSON schema: '/' holds what is not allowed.");
    }

    @Test
    void followsSchemasThatReferToThemselves() {
        JsonSchema tree = schema(JsonObjectSchema.builder()
                .addProperty(
                        "node", JsonReferenceSchema.builder().reference("a/b~c").build())
                .required("node")
                .definitions(Map.of(
                        "a/b~c",
                        JsonObjectSchema.builder()
                                .addIntegerProperty("value")
                                .addProperty(
                                        "children",
                                        JsonArraySchema.builder()
                                                .items(JsonReferenceSchema.builder()
                                                        .reference("a/b~c")
                                                        .build())
                                                .build())
                                .addProperty(
                                        "next",
                                        JsonReferenceSchema.builder()
                                                .reference("a/b~c")
                                                .build())
                                .required("value")
                                .build()))
                .build());

        assertThat(validator.problem("{\"node\":{\"value\":1,\"next\":null,\"children\":[{\"value\":2}]}}", tree))
                .isNull();
        assertThat(validator.problem("{\"node\":{\"value\":1,\"children\":[{\"value\":\"secret\"}]}}", tree))
                .isEqualTo(
                        "The answer does not meet its JSON schema: '/node/children/0/value' is not of type integer.");
    }

    @Test
    void takesOneOfSeveral() {
        JsonSchema either = schema(JsonObjectSchema.builder()
                .addProperty(
                        "value",
                        JsonAnyOfSchema.builder()
                                .anyOf(new JsonStringSchema(), new JsonIntegerSchema(), new JsonNullSchema())
                                .build())
                .required("value")
                .build());

        assertThat(validator.problem("{\"value\": 1}", either)).isNull();
        assertThat(validator.problem("{\"value\": null}", either)).isNull();
        assertThat(validator.problem("{\"value\": true}", either)).contains("'/value' is not of type string");
    }

    @Test
    void takesRawSchemasAsTheyAre() {
        JsonSchema schema = raw("""
                {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["name"],
                 "properties": {"name": {"$ref": "#/definitions/name"}, "nick": {"type": "string"}},
                 "additionalProperties": {"type": "integer", "maximum": 9},
                 "definitions": {"name": {"type": "string", "pattern": "^[A-Z]"}}}""");

        assertThat(validator.problem("{\"name\": \"Ada\", \"secret\": 9}", schema))
                .isNull();
        assertThat(validator.problem("{\"name\": \"ada\"}", schema)).endsWith("'/name' breaks the rule 'pattern'.");
        assertThat(validator.problem("{\"name\": \"Ada\", \"nick\": null}", schema))
                .endsWith("'/nick' is not of type string.");
        assertThat(validator.problem("{\"name\": \"Ada\", \"secret\": 10}", schema))
                .endsWith("'/*' breaks the rule 'maximum'.");
        assertThat(validator.problem("[1]", raw("{\"type\": \"array\", \"items\": {\"type\": \"string\"}}")))
                .endsWith("'/0' is not of type string.");
        assertThat(validator.problem("no array", raw("{\"type\": \"array\"}")))
                .isEqualTo("The answer holds no JSON array.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"$ref\": \"#\"}",
                "{\"$ref\": \"classpath:application.yml\"}",
                "{\"$schema\": \"urn:unknown\", \"type\": \"object\"}"
            })
    void letsPassWhatItCannotCheck(String schema) {
        assertThat(validator.problem("{}", raw(schema))).isNull();
    }

    @Test
    void keepsTheLatestSchemasOnly() {
        IntStream.range(0, 1000)
                .forEach(number -> validator.problem("1", raw("{\"type\": \"integer\", \"maximum\": " + number + "}")));

        assertThat(validator.size()).isEqualTo(256);
        assertThat(validator.problem("2", raw("{\"type\": \"integer\", \"maximum\": 1}")))
                .isNotNull();
    }

    @Test
    void checksOnManyThreadsAtOnce() {
        List<JsonSchema> schemas = IntStream.range(0, 300)
                .mapToObj(number -> schema(JsonObjectSchema.builder()
                        .addProperty(
                                "next",
                                JsonReferenceSchema.builder().reference("n").build())
                        .definitions(Map.of(
                                "n",
                                JsonObjectSchema.builder()
                                        .addIntegerProperty("p" + number)
                                        .addProperty(
                                                "next",
                                                JsonReferenceSchema.builder()
                                                        .reference("n")
                                                        .build())
                                        .build()))
                        .build()))
                .toList();

        List<Integer> wrong = IntStream.range(0, 3000)
                .parallel()
                .filter(number -> {
                    String text = "{\"next\": {\"next\": {\"p" + number % 300 + "\": "
                            + (number % 2 == 0 ? "1" : "\"secret\"") + "}}}";
                    return (validator.problem(text, schemas.get(number % 300)) == null) != (number % 2 == 0);
                })
                .boxed()
                .toList();

        assertThat(wrong).isEmpty();
    }
}
