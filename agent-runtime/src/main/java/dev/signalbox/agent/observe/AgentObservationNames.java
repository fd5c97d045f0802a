package dev.signalbox.agent.observe;

/**
 * All names under which runs are observed and measured. Those that begin with {@code gen_ai} follow OpenTelemetry's semantic
 * conventions for generative AI, which are still in development; the others are ours.
 */
public final class AgentObservationNames {

    /** The observation of the start of a run. */
    public static final String START = "signalbox.agent.start";
    /** The observation of a run, for as long as a worker is at it. */
    public static final String RUN = "signalbox.agent.run";
    /** The observation of the use of a tool. */
    public static final String TOOL = "signalbox.agent.tool";

    // OpenTelemetry's attributes
    public static final String OPERATION = "gen_ai.operation.name";
    public static final String AGENT = "gen_ai.agent.name";
    public static final String TOOL_NAME = "gen_ai.tool.name";
    public static final String ERROR_TYPE = "error.type";

    // our attributes
    public static final String RUN_ID = "signalbox.run";
    public static final String PARENT_RUN = "signalbox.run.parent";
    public static final String SLICE = "signalbox.run.slice";
    public static final String STEP = "signalbox.step";
    public static final String STEP_KIND = "signalbox.step.kind";
    public static final String TENANT = "signalbox.tenant";
    public static final String OUTCOME = "signalbox.outcome";

    // our meters
    public static final String RUNS_STARTED = "signalbox.agent.runs.started";
    public static final String RUNS_ENDED = "signalbox.agent.runs.ended";
    public static final String STEPS = "signalbox.agent.steps";
    public static final String APPROVALS_ASKED = "signalbox.agent.approvals.asked";
    public static final String LIMITS_REACHED = "signalbox.agent.limits.reached";

    /** Where a tag has no value. */
    static final String NONE = "none";

    private AgentObservationNames() {}
}
