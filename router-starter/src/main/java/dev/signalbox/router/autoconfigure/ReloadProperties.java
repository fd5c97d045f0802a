package dev.signalbox.router.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the configuration is loaded again.
 *
 * @param interval How often the configuration files are read to see whether something has changed; never unless given.
 */
record ReloadProperties(@Nullable Duration interval) {

    @Nullable
    Duration checkedInterval() {
        return new Checks("signalbox.reload").positiveOrNull("interval", interval);
    }
}
