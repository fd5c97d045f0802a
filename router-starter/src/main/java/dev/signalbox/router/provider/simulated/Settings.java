package dev.signalbox.router.provider.simulated;

import org.jspecify.annotations.Nullable;

/** Checks what somebody has configured. */
final class Settings {

    private Settings() {}

    /** Fails with a message that names the property, its value and what it must be. */
    static void require(boolean fits, String property, @Nullable Object value, String allowed) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "The " + property + " of a simulated deployment is '" + value + "'. It must be " + allowed + ".");
        }
    }
}
