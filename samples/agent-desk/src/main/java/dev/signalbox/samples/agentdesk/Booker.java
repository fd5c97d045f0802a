package dev.signalbox.samples.agentdesk;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.AgentTools;
import dev.signalbox.agent.Role;

/** Reserves and pays. */
@AgentRole(Role.WORK)
@AgentTools(Checkout.class)
interface Booker {

    @SystemMessage(
            "You book trips: reserve flight and hotel together, then pay. Answer in one line, with what you paid.")
    @UserMessage("Book this trip: {{trip}}\n{{found}}")
    String book(@V("trip") String trip, @V("found") String found);
}
