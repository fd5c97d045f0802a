package dev.signalbox.test.budget;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.RoutingChatRequestParameters;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetBalance;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Limits;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A policy with a dear deployment first and a cheap one after it, under the budgets of a test. An answer of either takes
 * 100 tokens of input and 10 of output: 300 micro-USD at the dear one, 12 at the cheap one.
 */
public final class BudgetHouse {

    static final Deployment DEAR =
            Deployment.of("far/dear").price(Price.perMillion("2", "10")).build();
    static final Deployment CHEAP =
            Deployment.of("near/cheap").price(Price.perMillion("0.1", "0.2")).build();

    static final Deployment UNPRICED = Deployment.of("near/unpriced").build();

    static final long DEAR_COST = 300_000_000;
    static final long CHEAP_COST = 12_000_000;

    final ScriptedChatModel dear =
            new ScriptedChatModel().always(ScriptedReply.text("dear").usage(100, 10));
    final ScriptedChatModel cheap =
            new ScriptedChatModel().always(ScriptedReply.text("cheap").usage(100, 10));
    final List<RouterEvent> events = new CopyOnWriteArrayList<>();
    final FakeClockwork time = new FakeClockwork();
    public @Nullable BudgetStore store = new MemoryBudgetStore(time.clockwork().nanos());
    Limits dearLimits = Limits.NONE;
    UnaryOperator<Policy.PolicyBuilder> policy = routine -> routine;
    public UnaryOperator<RouterBuilder> more = builder -> builder;

    public Router router(Budget... budgets) {
        return builder(budgets).build();
    }

    RouterBuilder builder(Budget... budgets) {
        Policy routine =
                policy.apply(Policy.of("routine", "dear", "cheap").toBuilder()).build();
        RouterBuilder builder = Router.builder(
                        Catalogue.of(
                                Model.of(
                                        "dear",
                                        DEAR.toBuilder().limits(dearLimits).build()),
                                Model.of("cheap", CHEAP),
                                Model.of("unpriced", UNPRICED)),
                        PolicySet.of(routine))
                .client(DEAR.id(), dear, dear.streaming())
                .client(CHEAP.id(), cheap, cheap.streaming())
                .client(UNPRICED.id(), cheap, cheap.streaming())
                .clockwork(time.clockwork())
                .listener(events::add);
        if (store != null) {
            builder.budgetStore(store);
        }
        for (Budget budget : budgets) {
            builder.budget(budget);
        }
        return more.apply(builder);
    }

    static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("hello")).build();
    }

    public static RoutedCall ask(Router router) {
        return ask(router, CallFacts.NONE);
    }

    static ChatRequest request(CallFacts facts) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .parameters(RoutingChatRequestParameters.builder().facts(facts).build())
                .build();
    }

    static RoutedCall ask(Router router, CallFacts facts) {
        return router.chat(request(), facts).call();
    }

    /** How the account of all calls together stands. */
    static BudgetBalance balance(Router router, String budget) {
        return router.budget(budget).balances().get(0);
    }

    <T extends RouterEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
