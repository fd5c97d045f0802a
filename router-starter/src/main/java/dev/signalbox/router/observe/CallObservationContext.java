package dev.signalbox.router.observe;

import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.policy.Decision;
import io.micrometer.observation.Observation;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What is known of a logical call that is observed. */
@RequiredArgsConstructor
public final class CallObservationContext extends Observation.Context {

    private final Decision decision;
    private volatile @Nullable RoutedCall call;

    /** How it is routed. */
    public Decision decision() {
        return decision;
    }

    /** Its record, {@code null} while it goes on. */
    public @Nullable RoutedCall call() {
        return call;
    }

    void ended(RoutedCall record) {
        this.call = record;
    }
}
