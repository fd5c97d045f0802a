package dev.signalbox.test.docs;

import dev.signalbox.router.observe.CallObservationContext;
import dev.signalbox.router.observe.DefaultCallObservationConvention;
import dev.signalbox.router.observe.ObservationNames;
import io.micrometer.common.KeyValues;

// tag::convention[]
class CallsWithoutUsers extends DefaultCallObservationConvention {

    @Override
    public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
        return KeyValues.of(super.getHighCardinalityKeyValues(context).stream()
                .filter(attribute -> !attribute.getKey().equals(ObservationNames.USER))
                .toList());
    }
}
// end::convention[]
