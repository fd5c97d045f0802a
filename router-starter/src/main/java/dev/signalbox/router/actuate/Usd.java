package dev.signalbox.router.actuate;

import dev.signalbox.router.usage.Cost;
import java.math.BigDecimal;

/** Money as people write it: {@code 0} and {@code 0.00021}, not {@code 0E-12} and {@code 0.000210000000}. */
final class Usd {

    private Usd() {}

    /** The known part of a cost. */
    static BigDecimal of(Cost cost) {
        BigDecimal usd = cost.usd().stripTrailingZeros();
        return usd.scale() < 0 ? usd.setScale(0) : usd;
    }
}
