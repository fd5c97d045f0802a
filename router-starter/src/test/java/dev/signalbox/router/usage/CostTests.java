package dev.signalbox.router.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTests {

    private final Price price = Price.perMillion(new BigDecimal("3"), new BigDecimal("0.3"), new BigDecimal("15"));

    @Test
    void chargesEachKindOfTokenByItsPrice() {
        Usage usage = new Usage(1_000, 400, 200, 150, false);

        assertThat(Cost.of(usage, price).usd()).isEqualByComparingTo("0.00492");
    }

    @Test
    void chargesWhatWasWrittenToTheCacheByItsPrice() {
        Price cachePrice = Price.perMillion(
                new BigDecimal("3"), new BigDecimal("0.3"), new BigDecimal("3.75"), new BigDecimal("15"));
        Usage usage = new Usage(1_000, 400, 200, 100, 0, false);

        assertThat(Cost.of(usage, cachePrice).usd()).isEqualByComparingTo("0.00357"); // 400 x 3, 400 x 0.3, 200 x 3.75
        assertThat(usage.plus(usage).cacheWrite()).isEqualTo(400);
    }

    @Test
    void chargesTheWholeRequestByTheTierThatItReaches() {
        Price above = Price.perMillion(new BigDecimal("6"), new BigDecimal("0.6"), new BigDecimal("22.5"));
        Price tiered = price.withTiers(List.of(new Price.Tier(200_001, above)));

        assertThat(Cost.of(new Usage(200_000, 100_000, 10, 0, false), tiered).pico())
                .isEqualTo(100_000L * 3_000_000 + 100_000L * 300_000 + 10L * 15_000_000);
        assertThat(Cost.of(new Usage(200_001, 100_000, 10, 0, false), tiered).pico())
                .isEqualTo(100_001L * 6_000_000 + 100_000L * 600_000 + 10L * 22_500_000);
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
