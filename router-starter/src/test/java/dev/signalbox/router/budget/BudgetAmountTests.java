package dev.signalbox.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Money and tokens as they are written. */
class BudgetAmountTests {

    @ParameterizedTest
    @CsvSource({
        "20 USD,             USD,    20000000000000,      20 USD",
        "20USD,              USD,    20000000000000,      20 USD",
        "0.50 USD,           USD,    500000000000,        0.5 USD",
        "0.000000000001 USD, USD,    1,                   0.000000000001 USD",
        "1.5k USD,           USD,    1500000000000000,    1500 USD",
        "9M USD,             USD,    9000000000000000000, 9000000 USD",
        "0 USD,              USD,    0,                   0 USD",
        "500k tokens,        TOKENS, 500000,              500000 tokens",
        "2M tokens,          TOKENS, 2000000,             2000000 tokens",
        "1.5k tokens,        TOKENS, 1500,                1500 tokens",
        "1000000 tokens,     TOKENS, 1000000,             1000000 tokens"
    })
    void areExact(String written, BudgetUnit unit, long value, String told) {
        BudgetAmount amount = BudgetAmount.of(written);

        assertThat(amount).isEqualTo(new BudgetAmount(unit, value)).hasToString(told);
        assertThat(BudgetAmount.of(told)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20",
                "USD",
                "20 EUR",
                "$20",
                "-20 USD",
                "20,5 USD",
                "1 000 tokens",
                "1e3 tokens",
                "5K tokens"
            })
    void areNothingElse(String written) {
        assertThatThrownBy(() -> BudgetAmount.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + written + "' is no amount. Write a number and USD or tokens,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000000001 USD", "10M USD", "0.5 tokens", "99999999999999999999 tokens"})
    void thatCannotBeKeptExactlyAreRefused(String written) {
        assertThatThrownBy(() -> BudgetAmount.of(written))
                .hasMessageStartingWith("'" + written + "' cannot be kept exactly.");
    }

    @Test
    void haveNoNegativeZerosInTheirNumber() {
        assertThat(BudgetAmount.of("200 USD").number()).isEqualTo(new BigDecimal("200"));
        assertThat(new BudgetAmount(BudgetUnit.USD, -1_500_000_000_000L)).hasToString("-1.5 USD");
    }

    @Test
    void aBudgetWarnsBelowItsLimitOnly() {
        for (double share : List.of(0.0, 1.0, -0.5, Double.NaN)) {
            assertThatThrownBy(
                            () -> Budget.of("b", "1 USD").warnAt(List.of(share)).build())
                    .hasMessage("The budget 'b' warns at " + share
                            + ". A share of the limit is above 0 and below 1, for example 0.8.");
        }
    }
}
