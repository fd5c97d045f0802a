package dev.signalbox.test.agent.shop;

import dev.langchain4j.service.UserMessage;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.AgentTools;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.EffectLog;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A task, played by a model that uses the right tools, in a shop of its own. */
final class ShopScenario implements CrashScenario {

    private final ShopTask task;
    private final ShopDatabase shop;
    private final EffectLog effects = new EffectLog();
    private final ScriptedChatModel model;

    ShopScenario(ShopTask task, ShopDatabase shop) {
        this.task = task;
        this.shop = shop;
        this.model = model(task);
    }

    @AgentTools({ShopDesk.class, ShopTill.class, ShopBooks.class})
    interface Clerk {
        String serve(@UserMessage String customer);
    }

    static final class Counter implements AgentProgram<String, String> {
        @Override
        public String run(String customer, Run run) {
            return run.agent(Clerk.class).serve(customer);
        }
    }

    private static ScriptedChatModel model(ShopTask task) {
        ScriptedChatModel model = new ScriptedChatModel();
        int used = 0;
        for (List<ShopTask.Use> round : task.rounds()) {
            model.when(Asked.afterTools(used), reply(round));
            used += round.size();
        }
        return model.when(Asked.afterTools(used), ScriptedReply.text("Served: " + task.id()));
    }

    private static ScriptedReply reply(List<ShopTask.Use> round) {
        ShopTask.Use first = round.get(0);
        ScriptedReply reply =
                ScriptedReply.toolCall(first.tool(), first.arguments().toString());
        for (ShopTask.Use next : round.subList(1, round.size())) {
            reply = reply.andToolCall(next.tool(), next.arguments().toString());
        }
        return reply;
    }

    @Override
    public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
        return runtime.model(model)
                .program(new Counter())
                .tools(new ShopDesk(shop, effects), new ShopTill(shop, effects), new ShopBooks(shop));
    }

    @Override
    public Object play(AgentHarness harness) {
        ObjectNode before = ShopTask.shop();
        shop.reset(before);
        String served = harness.decideBy(this::decide).runToEnd(Counter.class, task.ask());
        return List.of(served, ShopTask.difference(before, shop.read()));
    }

    /** A person approves; and looks into the books where nobody knows whether money was given back. */
    private Decision decide(ApprovalRecord question) {
        boolean done = effects.count("refund " + order(question)) > 0;
        return question.kind() == ApprovalRecord.Kind.UNCERTAIN && done
                ? Decision.answer("refunded")
                : Decision.approve().by("shift lead");
    }

    private static String order(ApprovalRecord question) {
        return question.arguments().replaceAll(".*\"order\":\"([^\"]*)\".*", "$1");
    }

    @Override
    public EffectLog effects() {
        return effects;
    }
}
