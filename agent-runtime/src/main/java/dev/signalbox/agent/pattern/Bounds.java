package dev.signalbox.agent.pattern;

/** Checks what bounds a program. */
final class Bounds {

    private Bounds() {}

    static int atLeast(int least, String what, int value) {
        if (value < least) {
            throw new IllegalArgumentException("The " + what + " is " + value + ". It must be at least " + least + ".");
        }
        return value;
    }
}
