package dev.signalbox.router.execution;

import dev.signalbox.router.event.RouterEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Whether the store of budgets works; what it fails at is told each time, but logged only when it begins to. */
@Slf4j
@RequiredArgsConstructor
final class StoreCondition {

    private final AtomicBoolean down = new AtomicBoolean();
    private final Publisher publisher;

    void failed(String operation, RuntimeException cause) {
        if (down.compareAndSet(false, true)) {
            log.warn(
                    "The store of budgets has failed ({}). What it could not book is booked when it is back; until then"
                            + " this is not said again: {}",
                    operation,
                    String.valueOf(cause));
        }
        publisher.publish(new RouterEvent.BudgetStoreFailed(operation, cause));
    }

    void works() {
        if (down.get() && down.compareAndSet(true, false)) {
            log.info("The store of budgets is back");
        }
    }
}
