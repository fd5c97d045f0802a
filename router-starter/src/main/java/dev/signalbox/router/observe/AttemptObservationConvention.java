package dev.signalbox.router.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How attempts are named and described. A bean of this type takes the place of the default. */
public interface AttemptObservationConvention extends ObservationConvention<AttemptObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptObservationContext;
    }
}
