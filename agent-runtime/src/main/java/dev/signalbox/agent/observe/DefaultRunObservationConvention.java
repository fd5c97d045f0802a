package dev.signalbox.agent.observe;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import io.micrometer.common.KeyValues;

/** OpenTelemetry's {@code invoke_agent}, and what only we know. */
public class DefaultRunObservationConvention implements RunObservationConvention {

    private static final String INVOKE = "invoke_agent";

    @Override
    public String getName() {
        return AgentObservationNames.RUN;
    }

    @Override
    public String getContextualName(RunObservationContext context) {
        return INVOKE + " " + context.run().program();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RunObservationContext context) {
        return new Attributes()
                .and(AgentObservationNames.OPERATION, INVOKE)
                .and(AgentObservationNames.AGENT, context.run().program())
                .or(AgentObservationNames.OUTCOME, context.outcome())
                .toKeyValues();
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RunObservationContext context) {
        RunRecord run = context.run();
        RunId parent = run.parent();
        return new Attributes()
                .and(AgentObservationNames.RUN_ID, run.id())
                .and(AgentObservationNames.PARENT_RUN, parent)
                .and(AgentObservationNames.SLICE, run.epoch() + 1)
                .and(AgentObservationNames.TENANT, run.tenant())
                .toKeyValues();
    }
}
