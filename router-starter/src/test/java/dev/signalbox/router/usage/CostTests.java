package dev.signalbox.router.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CostTests {

    private final Price price = Price.perMillion(new BigDecimal("3"), new BigDecimal("0.3"), new BigDecimal("15"));

    @Test
    void chargesEachKindOfTokenByItsPrice() {
        Usage usage = new Usage(1_000, 400, 200, 150, false);

        assertThat(Cost.of(usage, price).usd()).isEqualByComparingTo("0.00492");
    }

    @Test
    void isUnknownWithoutPriceUnlessNothingWasUsed() {
        assertThat(Cost.of(Usage.of(1, 0), null)).isEqualTo(Cost.UNKNOWN);
        assertThat(Cost.of(Usage.NONE, null)).isEqualTo(Cost.ZERO);
    }

    @Test
    void keepsUnknownPartsInSums() {
        Cost known = Cost.of(Usage.of(1_000_000, 0), price);

        assertThat(known.plus(known)).hasToString("$6.00");
        assertThat(known.plus(Cost.UNKNOWN)).hasToString("$3.00 + unknown");
        assertThat(Cost.UNKNOWN).hasToString("unknown");
    }

    @Test
    void addsAMillionTinyCostsWithoutRounding() {
        Cost tiny = Cost.of(Usage.of(1, 0), new Price(1, 1, 1));
        Cost sum = Cost.ZERO;

        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(tiny);
        }

        assertThat(sum.usd()).isEqualByComparingTo("0.000001");
    }
}
