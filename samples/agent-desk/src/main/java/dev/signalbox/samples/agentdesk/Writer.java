package dev.signalbox.samples.agentdesk;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.Role;

/** Tells the traveller. */
@AgentRole(Role.ANSWER)
interface Writer {

    @SystemMessage("You write to travellers, in a few short lines.")
    @UserMessage("Trip: {{trip}}\nFound:\n{{found}}\nBooking: {{booking}}")
    String tell(@V("trip") String trip, @V("found") String found, @V("booking") String booking);
}
