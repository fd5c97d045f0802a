package dev.signalbox.samples.agentdesk;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.Role;
import java.util.List;

/** Divides a trip into tasks. */
@AgentRole(Role.PLAN)
interface Planner {

    @SystemMessage(
            "You plan trips. Name what has to be found: a flight, a hotel, the weather, sights. One sentence each.")
    Plan plan(@UserMessage String trip);

    /**
     * A plan.
     *
     * @param tasks one sentence each
     */
    record Plan(List<String> tasks) {}
}
