package dev.signalbox.test;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is brought.
 *
 * @param partials the pieces of its text; {@code null} is one for each word
 * @param fault what goes wrong
 * @param hold where it is held back
 */
record Delivery(
        @Nullable List<String> partials,
        @Nullable Fault fault,
        @Nullable Hold hold) {

    static final Delivery PLAIN = new Delivery(null, null, null);

    Delivery with(Fault other) {
        return new Delivery(partials, other, hold);
    }

    Delivery with(Hold other) {
        return new Delivery(partials, fault, other);
    }

    static void requireNotNegative(int partials) {
        if (partials < 0) {
            throw new IllegalArgumentException("The number of partials is " + partials + ". It must be 0 or more.");
        }
    }
}
