package dev.signalbox.agent.pattern;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentSetup;
import dev.signalbox.agent.Run;
import java.util.List;

/**
 * One agent that reasons and acts in turn: it uses tools until it knows what to answer. The limits of the run bound it;
 * with {@link dev.signalbox.agent.budget.OnLimit#FINISH} it then answers from what it knows.
 */
public class ReAct implements AgentProgram<String, String> {

    private final String instructions;
    private final List<Object> tools;

    /**
     * An agent.
     *
     * @param instructions what it is and how it is to work
     * @param tools objects with {@link dev.langchain4j.agent.tool.Tool} methods
     */
    public ReAct(String instructions, Object... tools) {
        this.instructions = instructions;
        this.tools = List.of(tools);
    }

    @Override
    public final String run(String task, Run run) {
        return run.agent(Actor.class, this::setUp).act(instructions, task);
    }

    /** Says what the agent has: the tools unless overridden, for example to add an MCP server or a role. */
    protected void setUp(AgentSetup agent) {
        agent.tools(tools.toArray());
    }

    /** The agent. */
    interface Actor {
        @SystemMessage("{{instructions}}")
        @UserMessage("{{task}}")
        String act(@V("instructions") String instructions, @V("task") String task);
    }
}
