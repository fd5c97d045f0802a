package dev.signalbox.test.docs;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.AgentTools;
import dev.signalbox.agent.DurableAgent;
import dev.signalbox.agent.Role;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.expression.SpelConditions;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The examples of the page on agents. */
final class AgentExample {

    private AgentExample() {}

    // tag::agents[]
    @AgentRole(Role.PLAN) // by signalbox.agent.roles on the policy planning
    interface Planner {
        List<String> plan(String trip);
    }

    @AgentRole(Role.WORK)
    @AgentTools(Checkout.class)
    interface Booker {
        @UserMessage("Book this trip: {{trip}}. Found: {{found}}")
        String book(@V("trip") String trip, @V("found") List<String> found);
    }
    // end::agents[]

    @AgentRole(Role.WORK)
    interface Researcher {
        @UserMessage("Find: {{it}}")
        String find(String what);
    }

    // tag::program[]
    static class TripDesk implements AgentProgram<String, String> {

        @Override
        public String run(String trip, Run run) {
            List<String> tasks = run.agent(Planner.class).plan(trip);
            List<String> found = run.parallel(
                    "task", tasks, 4, task -> run.agent(Researcher.class).find(task));
            run.sleep(Duration.ofHours(1)); // as long as you like: nothing is held meanwhile
            return run.agent(Booker.class).book(trip, found);
        }
    }
    // end::program[]

    // tag::tools[]
    static class Checkout {

        private final Map<String, String> bank = new ConcurrentHashMap<>();

        @Tool("Pays a trip")
        @ToolEffect(Effect.ONCE)
        @RequiresApproval(when = "amount > 100", by = "travel-office", within = "P3D")
        String pay(String trip, int amount, IdempotencyKey key) {
            return bank.computeIfAbsent(key.value(), unused -> "paid " + amount + " for " + trip);
        }

        @Reconcile("pay") // asked if the process ended in the middle
        Optional<String> paid(IdempotencyKey key) {
            return Optional.ofNullable(bank.get(key.value()));
        }
    }
    // end::tools[]

    // tag::durable[]
    @DurableAgent
    @AgentTools(Checkout.class)
    interface Concierge {
        @SystemMessage("You help guests of a hotel.")
        String help(String wish);
    }
    // end::durable[]

    static String ask(AgentRuntime runtime) {
        // tag::durable-call[]
        Concierge concierge = runtime.agent(Concierge.class); // in Spring also a bean
        String answer = concierge.help("A taxi to the airport"); // a run; waits for its end

        RunHandle<String> later =
                runtime.call(Concierge.class, agent -> agent.help("A table for two"), options -> options.key("wish-7"));
        // end::durable-call[]
        return answer + later.id();
    }

    static RunHandle<String> start(AgentRuntime runtime) {
        // tag::start[]
        RunHandle<String> run = runtime.start(
                TripDesk.class,
                "3 days in Lisbon",
                options -> options.key("trip-4711") // the same key, the same run
                        .tenant("acme")
                        .budget(limits ->
                                limits.cost("0.50 USD").modelCalls(60L).onLimit(OnLimit.PARK)));
        // end::start[]
        return run;
    }

    static void decide(AgentRuntime runtime) {
        // tag::decide[]
        for (ApprovalRecord question : runtime.pendingApprovals(100)) {
            boolean first = runtime.decide(question.id(), Decision.approve().by("kim"));
            // or Decision.deny("too much"), Decision.edit("{…}"), Decision.answer("…"), each with forAll()
        }
        // end::decide[]
    }

    // tag::agentic[]
    static class Story implements AgentProgram<String, Object> {

        public interface Author {
            @Agent(outputKey = "story")
            @UserMessage("Write about {{topic}}")
            String write(@V("topic") String topic);
        }

        public interface Editor {
            @Agent(outputKey = "story")
            @UserMessage("Shorten {{story}}")
            String shorten(@V("story") String story);
        }

        @Override
        public Object run(String topic, Run run) {
            ChatModel model = run.model(Role.WORK); // each of its calls is a step
            UntypedAgent system = AgenticServices.sequenceBuilder()
                    .subAgents(
                            AgenticServices.agentBuilder(Author.class)
                                    .chatModel(model)
                                    .build(),
                            AgenticServices.agentBuilder(Editor.class)
                                    .chatModel(model)
                                    .build())
                    .outputKey("story")
                    .build();
            return system.invoke(Map.of("topic", topic));
        }
    }
    // end::agentic[]

    static AgentRuntime withoutSpring(ChatModel model) {
        // tag::without-spring[]
        AgentRuntime runtime = AgentRuntime.builder()
                .model(model) // or .models(new RouterModels(router, …)), so that policies decide
                .program(new TripDesk())
                .agent(Concierge.class)
                .tools(new Checkout())
                .conditions(new SpelConditions())
                .build(); // a journal in memory, and whoever calls works; .journal(…) and .dispatcher(…) for more
        runtime.start();
        // end::without-spring[]
        return runtime;
    }
}
