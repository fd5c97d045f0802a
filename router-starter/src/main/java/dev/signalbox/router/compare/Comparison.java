package dev.signalbox.router.compare;

import dev.signalbox.router.Router;
import java.time.Instant;

/**
 * Asks several models or policies the same prompts, grades the answers and says which one is good enough and what it costs.
 * The calls go through the router: rules do not interfere, because each call names its contender; guards, budgets and
 * fallbacks hold as ever.
 */
public final class Comparison {

    private final ComparisonBuilder parts;

    Comparison(ComparisonBuilder parts) {
        this.parts = parts;
    }

    /** Starts a comparison of what this router reaches. */
    public static ComparisonBuilder of(Router router) {
        return new ComparisonBuilder(router);
    }

    /**
     * Makes the calls whose outcomes the store does not have, and draws the conclusions. If the thread is interrupted, no
     * call begins any more, the result is partial and the thread stays interrupted.
     *
     * @throws RuntimeException if the store or the listener fails; what was stored before is kept
     */
    public ComparisonResult run() {
        Instant startedAt = parts.clock.instant();
        ComparisonRun run = new ComparisonRun(parts);
        run.execute();
        return new Conclusion(parts, run.outcomes()).result(startedAt, parts.clock.instant(), run);
    }
}
