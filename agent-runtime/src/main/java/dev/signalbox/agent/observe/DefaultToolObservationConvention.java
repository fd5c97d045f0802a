package dev.signalbox.agent.observe;

import io.micrometer.common.KeyValues;

/** OpenTelemetry's {@code execute_tool}, and what only we know; never arguments or results. */
public class DefaultToolObservationConvention implements ToolObservationConvention {

    private static final String EXECUTE = "execute_tool";

    @Override
    public String getName() {
        return AgentObservationNames.TOOL;
    }

    @Override
    public String getContextualName(ToolObservationContext context) {
        return EXECUTE + " " + context.step().name();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ToolObservationContext context) {
        return new Attributes()
                .and(AgentObservationNames.OPERATION, EXECUTE)
                .and(AgentObservationNames.TOOL_NAME, context.step().name())
                .or(AgentObservationNames.OUTCOME, context.outcome())
                .toKeyValues();
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ToolObservationContext context) {
        return new Attributes()
                .and(AgentObservationNames.RUN_ID, context.step().run())
                .and(AgentObservationNames.STEP, context.step().step())
                .toKeyValues();
    }
}
