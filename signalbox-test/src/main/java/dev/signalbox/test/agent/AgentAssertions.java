package dev.signalbox.test.agent;

import dev.signalbox.agent.RunHandle;

/** Where assertions about runs begin; to be imported statically beside AssertJ's own. */
public final class AgentAssertions {

    private AgentAssertions() {}

    /** Assertions about a run. */
    public static RunAssert assertThat(RunHandle<?> run) {
        return new RunAssert(run);
    }

    /** Assertions about what crashes did. */
    public static CrashReportAssert assertThat(CrashReport report) {
        return new CrashReportAssert(report);
    }
}
