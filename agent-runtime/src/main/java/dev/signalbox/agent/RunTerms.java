package dev.signalbox.agent;

import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.agent.journal.OnDivergence;
import dev.signalbox.agent.journal.RunId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Under what a run was started, as the journal has it.
 *
 * @param user for which person it is
 * @param tags whatever else rules look at
 * @param limits what it may use
 * @param onDivergence what happens if its program does something else than its journal says
 * @param ancestors the parent of the run, the parent's parent and so on
 */
record RunTerms(
        @Nullable String user,
        Map<String, String> tags,
        RunLimits limits,
        OnDivergence onDivergence,
        List<RunId> ancestors) {

    /** The same for a run that is nobody's child: it spends its own money only. */
    RunTerms alone() {
        return new RunTerms(user, tags, limits, onDivergence, List.of());
    }
}
