package dev.signalbox.router.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How logical calls are named and described. A bean of this type takes the place of the default. */
public interface CallObservationConvention extends ObservationConvention<CallObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof CallObservationContext;
    }
}
