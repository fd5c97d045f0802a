package dev.signalbox.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.agent.approval.ToolCondition;
import dev.signalbox.agent.json.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelConditionsTests {

    private static final Set<String> NAMES = Set.of("amount", "account", "order", "items", "urgent");
    private static final String ARGUMENTS = "{\"amount\": 100.00000000000000000001, \"account\": \"tea\","
            + " \"order\": {\"total\": 7, \"lines\": [1, 2]}, \"items\": [{\"price\": 3}, {\"price\": 9}], \"urgent\": true}";

    private final Json json = Json.standard();

    private ToolCondition compile(String condition) {
        return new SpelConditions().compile(condition, NAMES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount > 100 | true
            amount > 100.5 | false
            account == 'tea' and urgent | true
            account matches 'c.*' | false
            order.total > 6 | true
            order['total'] > 7 | false
            items.?[price > 5].size() > 0 | true
            items[0].price > 5 | false
            account.startsWith('t') | true
            order.discount == null | true
            (order.discount ?: 0) > 0 | false
            """)
    void looksAtTheArguments(String condition, boolean holds) {
        assertThat(compile(condition).holds(json.object(ARGUMENTS))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount > 100",
                "['amount'] > 100",
                "order.total > 100",
                "order['total'] > 100",
                "not (amount < 100)",
                "items[0].price > 5"
            })
    void whatIsNotGivenCannotBeJudged(String condition) {
        assertThatThrownBy(() -> compile(condition).holds(json.object("{\"order\": {}, \"items\": []}")))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> compile("amount > 100").holds(json.object("{\"amount\": null}")))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T(java.lang.Runtime).getRuntime() == null",
                "amount = 5",
                "account.class.name == 'x'",
                "new java.lang.String('x') == account",
                "@bean == account",
                "amount"
            })
    void canDoNothingButLook(String condition) {
        assertThatThrownBy(() -> compile(condition).holds(json.object(ARGUMENTS)))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount >", "(amount", "", "amuont > 100", "amount > 100 and accuont == 'tea'"})
    void whatCannotBeUnderstoodIsRefusedAtOnce(String condition) {
        assertThatThrownBy(() -> compile(condition)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichArgumentsThereAre() {
        assertThatThrownBy(() -> compile("amuont > 100"))
                .hasMessageContaining("amuont")
                .hasMessageContaining("account, amount, items, order, urgent");
    }
}
