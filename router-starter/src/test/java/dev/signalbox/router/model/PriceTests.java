package dev.signalbox.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTests {

    @Test
    void keepsUsdPerMillionTokensExactlyAsPicoUsdPerToken() {
        Price price = Price.perMillion(new BigDecimal("0.0375"), new BigDecimal("0.000001"), new BigDecimal("15"));

        assertThat(price).isEqualTo(new Price(37_500, 1, 15_000_000));
    }

    @Test
    void chargesCachedInputLikeInputUnlessSaidOtherwise() {
        assertThat(Price.perMillion("0.05", "0.10").cachedInput()).isEqualTo(50_000);
    }

    @Test
    void refusesWhatItCannotKeepExactly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Price.perMillion("0.0000001", "1"))
                .withMessage("A price of 0.0000001 USD per million tokens cannot be kept exactly."
                        + " At most six decimal places are allowed.");
    }

    @Test
    void refusesNegativePrices() {
        assertThatIllegalArgumentException().isThrownBy(() -> Price.perMillion("-1", "1"));
    }

    @Test
    void isWithinACeilingOnlyWithBothPrices() {
        Price ceiling = Price.perMillion("1", "2");

        assertThat(Price.perMillion("1", "2").within(ceiling)).isTrue();
        assertThat(Price.perMillion("1.01", "2").within(ceiling)).isFalse();
        assertThat(Price.perMillion("1", "2.01").within(ceiling)).isFalse();
    }

    @Test
    void readsLikeAPriceList() {
        assertThat(Price.perMillion("0.05", "0.1")).hasToString("0.05/0.10");
        assertThat(Price.perMillion("3", "0.0375")).hasToString("3.00/0.0375");
    }
}
