package dev.signalbox.test.agent.agentic;

import static dev.signalbox.test.ScriptedReply.computed;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.EffectLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;

/** One system, run with tools that look and that buy, and with people who allow to buy. */
final class AgenticScenario implements CrashScenario {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "agentic");
        thread.setDaemon(true);
        return thread;
    });

    /** What is run. */
    interface System {
        Object invoke(Agents agents, String goal);
    }

    private final System system;
    private final EffectLog effects = new EffectLog();
    private final Field field = new Field(effects);

    AgenticScenario(System system) {
        this.system = system;
    }

    @RequiredArgsConstructor
    static final class Field {

        private final EffectLog effects;
        private final Map<IdempotencyKey, String> bought = new ConcurrentHashMap<>();

        @Tool
        @ToolEffect(Effect.READ)
        String look(String where) {
            effects.happened("look " + where);
            return "a view of " + where;
        }

        @Tool
        @ToolEffect(Effect.ONCE)
        @RequiresApproval
        String buy(String what, IdempotencyKey key) {
            effects.happened("buy " + what);
            bought.put(key, "bought " + what);
            return "bought " + what;
        }

        @Reconcile("buy")
        Optional<String> bought(IdempotencyKey key) {
            return Optional.ofNullable(bought.get(key));
        }
    }

    @RequiredArgsConstructor
    private final class Journey implements AgentProgram<String, String> {
        @Override
        public String run(String goal, Run run) {
            return String.valueOf(system.invoke(new Agents(run, THREADS, field), goal));
        }
    }

    /** Answers depend on nothing but what is asked. */
    static ScriptedChatModel model() {
        return new ScriptedChatModel()
                .when(
                        Asked.says("Look left").and(Asked.toUse("look")).and(Asked.afterTools(0)),
                        toolCall("look", "{\"where\": \"left\"}"))
                .when(
                        Asked.says("Look right").and(Asked.toUse("look")).and(Asked.afterTools(0)),
                        toolCall("look", "{\"where\": \"right\"}"))
                .when(
                        Asked.says("Look right").and(Asked.toUse("look")).and(Asked.afterTools(1)),
                        toolCall("buy", "{\"what\": \"right\"}"))
                .when(plans("Look right for valleys"), plan("done", "response", "seen all"))
                .when(plans("Look left for hills"), plan("right", "plan", "valleys"))
                .when(plans(""), plan("left", "plan", "hills"))
                .when(
                        Asked.says("Refine"),
                        computed(request -> answer(said(request).substring("Refine ".length()) + "+")))
                .always(computed(request -> answer("<" + said(request) + told(request) + ">")));
    }

    private static Predicate<ChatRequest> plans(String done) {
        return Asked.says("planner expert").and(Asked.says(done));
    }

    private static ScriptedReply plan(String agent, String argument, String value) {
        return text("{\"agentName\": \"" + agent + "\", \"arguments\": {\"" + argument + "\": \"" + value + "\"}}");
    }

    private static ChatResponse answer(String text) {
        return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
    }

    private static String said(ChatRequest request) {
        for (ChatMessage message : request.messages()) {
            if (message instanceof UserMessage user) {
                return user.singleText();
            }
        }
        return "";
    }

    private static String told(ChatRequest request) {
        StringBuilder told = new StringBuilder();
        for (ChatMessage message : request.messages()) {
            if (message instanceof ToolExecutionResultMessage result) {
                told.append("; ").append(result.text());
            }
        }
        return told.toString();
    }

    @Override
    public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
        return runtime.model(model()).tools(field).program(new Journey()).executor(THREADS);
    }

    @Override
    public Object play(AgentHarness harness) {
        return harness.decideBy(question -> Decision.approve()).runToEnd(Journey.class, "fjord");
    }

    @Override
    public EffectLog effects() {
        return effects;
    }
}
