package dev.signalbox.agent.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How uses of tools are named and described. A bean of this type takes the place of the default. */
public interface ToolObservationConvention extends ObservationConvention<ToolObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof ToolObservationContext;
    }
}
