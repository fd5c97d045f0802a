package dev.signalbox.test.agent.agentic;

import static dev.langchain4j.agentic.AgenticServices.agentBuilder;
import static dev.langchain4j.agentic.AgenticServices.conditionalBuilder;
import static dev.langchain4j.agentic.AgenticServices.loopBuilder;
import static dev.langchain4j.agentic.AgenticServices.parallelBuilder;
import static dev.langchain4j.agentic.AgenticServices.plannerBuilder;
import static dev.langchain4j.agentic.AgenticServices.sequenceBuilder;
import static dev.langchain4j.agentic.AgenticServices.supervisorBuilder;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.planner.Action;
import dev.langchain4j.agentic.planner.AgentInstance;
import dev.langchain4j.agentic.planner.InitPlanningContext;
import dev.langchain4j.agentic.planner.Planner;
import dev.langchain4j.agentic.planner.PlanningContext;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.signalbox.agent.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;

/** Systems of LangChain4j's agents, as LangChain4j documents them, whose models and tools are those of a run. */
@RequiredArgsConstructor
final class Agents {

    private final Run run;
    private final Executor threads;
    private final Object tools;

    public interface Planning {
        @Agent(description = "plans a journey", outputKey = "plan")
        @UserMessage("Plan {{goal}}")
        String plan(@V("goal") String goal);
    }

    public interface Left {
        @Agent(description = "looks to the left", outputKey = "left")
        @UserMessage("Look left for {{plan}}")
        String left(@V("plan") String plan);
    }

    public interface Right {
        @Agent(description = "looks to the right", outputKey = "right")
        @UserMessage("Look right for {{plan}}")
        String right(@V("plan") String plan);
    }

    public interface Refining {
        @Agent(description = "makes a text better", outputKey = "text")
        @UserMessage("Refine {{text}}")
        String refine(@V("text") String text);
    }

    public interface Writing {
        @Agent(description = "writes a text", outputKey = "text")
        @UserMessage("Write about {{plan}}, {{left}} and {{right}}")
        String write(@V("plan") String plan, @V("left") String left, @V("right") String right);
    }

    private <A> A agent(Class<A> type) {
        return agentBuilder(type).chatModel(run.model()).toolProvider(tools()).build();
    }

    private ToolProvider tools() {
        List<AiServiceTool> handedOut = run.tools(tools);
        return request -> new ToolProviderResult(handedOut);
    }

    /** As it is easily written; asks for tools on the threads of others. */
    Object late(String goal) {
        return run.parallel(
                "systems",
                List.of("north", "south", "east"),
                3,
                way -> parallelBuilder()
                        .subAgents(lateAgent(Left.class), lateAgent(Right.class))
                        .executor(threads)
                        .output(scope -> scope.readState("left", "") + " | " + scope.readState("right", ""))
                        .build()
                        .invoke(Map.of("plan", goal + " " + way)));
    }

    private Object lateAgent(Class<?> type) {
        return agentBuilder(type)
                .chatModel(run.model())
                .toolProvider(request -> new ToolProviderResult(run.tools(tools)))
                .build();
    }

    private Object plain(Class<?> type) {
        return agentBuilder(type).chatModel(run.model()).build();
    }

    Object sequence(String goal) {
        return sequenceBuilder()
                .subAgents(plain(Planning.class), agent(Left.class), agent(Right.class), plain(Writing.class))
                .outputKey("text")
                .build()
                .invoke(Map.of("goal", goal));
    }

    Object loop(String goal) {
        return refined().invoke(Map.of("text", goal));
    }

    private dev.langchain4j.agentic.UntypedAgent refined() {
        return loopBuilder()
                .subAgents(plain(Refining.class))
                .maxIterations(5)
                .exitCondition(scope -> scope.readState("text", "").endsWith("+++"))
                .outputKey("text")
                .build();
    }

    private dev.langchain4j.agentic.UntypedAgent both() {
        return parallelBuilder()
                .subAgents(agent(Left.class), agent(Right.class))
                .executor(threads)
                .output(scope -> scope.readState("left", "") + " | " + scope.readState("right", ""))
                .build();
    }

    Object parallel(String goal) {
        return both().invoke(Map.of("plan", goal));
    }

    Object conditional(String goal) {
        return sequenceBuilder()
                .subAgents(
                        plain(Planning.class),
                        conditionalBuilder()
                                .subAgents(scope -> scope.readState("plan", "").contains("fjord"), agent(Left.class))
                                .subAgents(scope -> scope.readState("plan", "").contains("desert"), agent(Right.class))
                                .build())
                .output(scope -> scope.readState("left", "-") + scope.readState("right", "-"))
                .build()
                .invoke(Map.of("goal", goal));
    }

    Object supervisor(String goal) {
        return supervisorBuilder()
                .chatModel(run.model())
                .subAgents(agent(Left.class), agent(Right.class))
                .maxAgentsInvocations(5)
                .build()
                .invoke(goal);
    }

    /** Two at once, then one after the other. */
    private static final class Waves implements Planner {

        private List<AgentInstance> agents = List.of();
        private int ended;

        @Override
        public void init(InitPlanningContext context) {
            agents = context.subagents();
        }

        @Override
        public Action firstAction(PlanningContext context) {
            return call(agents.get(0), agents.get(1));
        }

        @Override
        public Action nextAction(PlanningContext context) {
            ended++;
            return ended < 2 ? noOp() : ended < agents.size() ? call(agents.get(ended)) : done();
        }
    }

    Object planner(String goal) {
        return plannerBuilder()
                .subAgents(agent(Left.class), agent(Right.class), plain(Writing.class), plain(Refining.class))
                .planner(Waves::new)
                .outputKey("text")
                .build()
                .invoke(Map.of("plan", goal));
    }

    Object nested(String goal) {
        return sequenceBuilder()
                .subAgents(plain(Planning.class), both(), plain(Writing.class), refined())
                .outputKey("text")
                .build()
                .invoke(Map.of("goal", goal));
    }

    Object branches(String goal) {
        return run.parallel("systems", List.of("north", "south", "east"), 3, way -> nested(goal + " " + way));
    }

    /** Starts without waiting for it: a later agent needs what comes of it. */
    Object asynchronous(String goal) {
        return sequenceBuilder()
                .subAgents(
                        agentBuilder(Left.class)
                                .chatModel(run.model())
                                .toolProvider(tools())
                                .async(true)
                                .build(),
                        agent(Right.class),
                        plain(Writing.class))
                .outputKey("text")
                .build()
                .invoke(Map.of("plan", goal));
    }
}
