package dev.signalbox.samples.agentdesk;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.AgentTools;
import dev.signalbox.agent.Role;

/** Finds one thing; the weather by a tool of an MCP server. */
@AgentRole(Role.WORK)
@AgentTools(Offers.class)
interface Researcher {

    @SystemMessage("You find things for travellers with your tools. Answer in one line.")
    String find(@UserMessage String task);
}
