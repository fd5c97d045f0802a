package dev.signalbox.router.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterValueTests {

    @Test
    void readsTextsByName() {
        assertThat(value(Map.of("team", "ops", "floor", 3)).asTexts())
                .containsOnly(Map.entry("team", "ops"), Map.entry("floor", "3"));
    }

    @Test
    void turnsWhatReadsAsATruthValueOrANumberIntoOneInJson() {
        Map<String, Object> configured =
                Map.of("a", "true", "b", "false", "c", "17", "d", "-0.50", "e", Map.of("f", List.of("1", "x")));

        assertThat(value(configured).asJsonObject())
                .containsOnly(
                        Map.entry("a", true),
                        Map.entry("b", false),
                        Map.entry("c", 17L),
                        Map.entry("d", new BigDecimal("-0.50")),
                        Map.entry("e", Map.of("f", List.of(1L, "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TRUE", "007", "1.", ".5", "1e3", "1.2.3", "+1", "9999999999999999999"})
    void leavesOtherTextInJsonAsItIs(String text) {
        assertThat(value(Map.of("text", text)).asJsonObject()).containsEntry("text", text);
    }

    @Test
    void leavesNumbersInJsonAsTheyAre() {
        assertThat(value(Map.of("price", 1.5, "count", 2)).asJsonObject())
                .containsOnly(Map.entry("price", 1.5), Map.entry("count", 2));
    }

    @Test
    void readsMapsFromIndexToValueAsListsInTheirOrder() {
        Map<String, Object> byIndex = new HashMap<>();
        for (int index = 0; index < 12; index++) {
            byIndex.put(Integer.toString(index), "provider-" + index);
        }

        assertThat(value(Map.of("order", byIndex)).asJsonObject().get("order"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(12)
                .startsWith("provider-0", "provider-1", "provider-2")
                .endsWith("provider-10", "provider-11");
    }

    @Test
    void takesOtherMapsAsObjectsThoughTheirNamesAreNumbers() {
        assertThat(value(Map.of("bias", Map.of("50256", "-100"))).asJsonObject())
                .containsEntry("bias", Map.of("50256", -100L));
    }

    @Test
    void asksForAMap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value("x").asTexts())
                .withMessage("The parameter 'extra' is 'x'. It must be a map of names and values.");
    }

    private static ParameterValue value(Object configured) {
        return new ParameterValue("extra", configured);
    }
}
