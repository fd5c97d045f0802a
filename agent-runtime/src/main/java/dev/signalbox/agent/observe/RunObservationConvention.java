package dev.signalbox.agent.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How runs are named and described. A bean of this type takes the place of the default. */
public interface RunObservationConvention extends ObservationConvention<RunObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof RunObservationContext;
    }
}
