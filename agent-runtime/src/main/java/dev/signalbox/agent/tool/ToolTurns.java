package dev.signalbox.agent.tool;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** How many uses of one tool may go on at once. */
final class ToolTurns {

    private final @Nullable Semaphore free;

    ToolTurns(@Nullable Integer max) {
        this.free = max == null ? null : new Semaphore(max, true);
    }

    /** Waits for a turn. */
    void take() throws InterruptedException {
        if (free != null) {
            free.acquire();
        }
    }

    void giveBack() {
        if (free != null) {
            free.release();
        }
    }
}
