package dev.signalbox.test.agent.kill;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;

/** The programs that are killed. */
final class Work {

    private Work() {}

    /** Plans. */
    public interface Planner {
        @UserMessage("{{goal}}")
        @Agent(outputKey = "plan")
        String plan(@V("goal") String goal);
    }

    /** Uses all tools. */
    public interface Left {
        @UserMessage("left {{goal}}")
        @Agent(outputKey = "left")
        String work(@V("goal") String goal);
    }

    /** Uses all tools too. */
    public interface Right {
        @UserMessage("right {{goal}}")
        @Agent(outputKey = "right")
        String work(@V("goal") String goal);
    }

    /** Sums up. */
    public interface Writer {
        @UserMessage("{{plan}}, {{left}}, {{right}}")
        @Agent(outputKey = "text")
        String write(@V("plan") String plan, @V("left") String left, @V("right") String right);
    }

    /** Plan, then items side by side, each with all tools, in plain Java. */
    @RequiredArgsConstructor
    static final class Plain implements AgentProgram<Integer, String> {

        private final WorkTools tools;

        @Override
        public String run(Integer items, Run run) {
            String plan = run.agent(Planner.class).plan("goal");
            List<String> done = run.parallel(
                    "items",
                    IntStream.range(0, items).boxed().toList(),
                    3,
                    item -> run.agent(Left.class, agent -> agent.tools(tools)).work("item " + item));
            return plan + " " + done.size();
        }
    }

    /** A sequence with two agents side by side in it, of LangChain4j's own, again and again. */
    @RequiredArgsConstructor
    static final class Agentic implements AgentProgram<Integer, String> {

        private final WorkTools tools;
        private final ExecutorService threads;

        @Override
        public String run(Integer rounds, Run run) {
            List<Object> texts = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                texts.add(system(run).invoke(Map.of("goal", "round " + round)));
            }
            return "rounds " + texts.size();
        }

        private UntypedAgent system(Run run) {
            ToolProvider provider = request -> new ToolProviderResult(run.tools(tools));
            UntypedAgent both = AgenticServices.parallelBuilder()
                    .subAgents(
                            AgenticServices.agentBuilder(Left.class)
                                    .chatModel(run.model())
                                    .toolProvider(provider)
                                    .build(),
                            AgenticServices.agentBuilder(Right.class)
                                    .chatModel(run.model())
                                    .toolProvider(provider)
                                    .build())
                    .executor(threads)
                    .build();
            return AgenticServices.sequenceBuilder()
                    .subAgents(
                            AgenticServices.agentBuilder(Planner.class)
                                    .chatModel(run.model())
                                    .build(),
                            both,
                            AgenticServices.agentBuilder(Writer.class)
                                    .chatModel(run.model())
                                    .build())
                    .outputKey("text")
                    .build();
        }
    }
}
