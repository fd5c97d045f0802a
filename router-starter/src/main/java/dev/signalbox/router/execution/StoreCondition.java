package dev.signalbox.router.execution;

import dev.signalbox.router.event.RouterEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Whether the store of budgets works. What it fails at is told each time, but logged only when it begins to, and once a
 * minute at most.
 */
@Slf4j
@RequiredArgsConstructor
final class StoreCondition {

    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Publisher publisher;
    private final LongSupplier nanos;
    private volatile boolean down;
    private boolean said;
    private @Nullable Long lastSaid;

    void failed(String operation, RuntimeException cause) {
        if (!down && begins()) {
            log.warn(
                    "The store of budgets has failed ({}). What it could not book is booked when it is back; until then"
                            + " this is not said again: {}",
                    operation,
                    String.valueOf(cause));
        }
        publisher.publish(new RouterEvent.BudgetStoreFailed(operation, cause));
    }

    private synchronized boolean begins() {
        long now = nanos.getAsLong();
        boolean says = !down && (lastSaid == null || now - lastSaid > QUIET);
        down = true;
        if (says) {
            said = true;
            lastSaid = now;
        }
        return says;
    }

    void works() {
        if (down && ends()) {
            log.info("The store of budgets is back");
        }
    }

    private synchronized boolean ends() {
        boolean wasSaid = said;
        down = false;
        said = false;
        return wasSaid;
    }
}
