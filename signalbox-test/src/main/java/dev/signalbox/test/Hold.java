package dev.signalbox.test;

/**
 * Where an answer is held back.
 *
 * @param partials how many partials come before
 */
record Hold(Gate gate, int partials) {

    Hold {
        Delivery.requireNotNegative(partials);
    }
}
