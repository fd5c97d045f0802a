package dev.signalbox.agent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTests {

    private static final JsonSchema SCHEMA = JsonSchema.of("""
            {"type": "object",
             "properties": {
               "size": {"type": "string", "enum": ["S", "M"]},
               "count": {"type": "integer"},
               "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
               "note": {"type": "string"}},
             "required": ["size"],
             "$defs": {"part": {"type": "object", "properties": {"price": {"type": "number"}}, "required": ["price"]}}}
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"size": "XL"} | /size
            {"size": "S", "count": "secret"} | /count
            {"size": "S", "parts": [{"price": 1}, {"price": "secret"}]} | /parts/1/price
            {"size": "S", "parts": [{}]} | price
            {"count": 1} | size
            {"size": null} | size
            [1] | array
            {"size" | no JSON
            """)
    void saysWhereTheProblemIsButNotWhatIsThere(String json, String where) {
        assertThat(String.join("; ", SCHEMA.problems(json))).contains(where).doesNotContain("secret", "XL");
    }

    @Test
    void whatFitsHasNoProblems() {
        assertThat(SCHEMA.problems("{\"size\": \"S\", \"note\": null, \"parts\": [{\"price\": 2.5}], \"more\": 1}"))
                .isEmpty();
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> JsonSchema.of("{\"type\": ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JsonSchema.of("{\"$ref\": \"#/$defs/nothing\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
