package dev.signalbox.router.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signalbox.router.model.Price.Tier;
import java.math.BigDecimal;
import java.util.List;
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
    void takesTheTierThatTheInputReaches() {
        Price mid = Price.perMillion("2", "4");
        Price high = Price.perMillion("3", "6");
        Price price = Price.perMillion("1", "2").withTiers(List.of(new Tier(200_001, high), new Tier(100_001, mid)));

        assertThat(price.at(0)).isEqualTo(price);
        assertThat(price.at(100_000)).isEqualTo(price);
        assertThat(price.at(100_001)).isEqualTo(mid);
        assertThat(price.at(200_000)).isEqualTo(mid);
        assertThat(price.at(200_001)).isEqualTo(high);
        assertThat(price).hasToString("1.00/2.00+");
    }

    @Test
    void refusesTiersThatContradict() {
        Price price = Price.perMillion("1", "2");
        Price tiered = price.withTiers(List.of(new Tier(5, price)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> price.withTiers(List.of(new Tier(5, price), new Tier(5, price))))
                .withMessage("Two price tiers begin at 5 input tokens. Each length has one price; remove one of them.");
        assertThatIllegalArgumentException().isThrownBy(() -> new Tier(0, price));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tier(9, tiered))
                .withMessageContaining("no tiers of its own");
    }

    @Test
    void readsLikeAPriceList() {
        assertThat(Price.perMillion("0.05", "0.1")).hasToString("0.05/0.10");
        assertThat(Price.perMillion("3", "0.0375")).hasToString("3.00/0.0375");
    }
}
