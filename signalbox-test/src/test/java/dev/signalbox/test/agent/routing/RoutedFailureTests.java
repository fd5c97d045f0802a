package dev.signalbox.test.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.ModelFailure;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.budget.Budget;
import dev.signalbox.router.budget.BudgetStore;
import dev.signalbox.router.budget.BudgetStoreException;
import dev.signalbox.router.budget.BudgetWindow;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the router's failures mean for a run: whether it waits, ends or has spent its money. */
class RoutedFailureTests {

    private static final RunId TRIP = new RunId("trip-1");

    private final Deployment dear = Deployment.of("far/dear")
            .price(Price.perMillion("2", "10"))
            .capabilities(Set.of(Capability.STREAMING))
            .build();
    private final Deployment cheap =
            Deployment.of("near/cheap").price(Price.perMillion("0.1", "0.2")).build();
    private final ScriptedChatModel far = new ScriptedChatModel();
    private final ScriptedChatModel near = new ScriptedChatModel();
    private final FakeClockwork time = new FakeClockwork();
    private BudgetStore store = new MemoryBudgetStore(time.clockwork().nanos());

    private RouterModels models(UnaryOperator<RouterBuilder> more, String... order) {
        Policy policy =
                Policy.of("routine", order).toBuilder().retries(Retries.NONE).build();
        RouterBuilder builder = Router.builder(
                        Catalogue.of(Model.of("dear", dear), Model.of("cheap", cheap)), PolicySet.of(policy))
                .client(dear.id(), far)
                .client(cheap.id(), near)
                .clockwork(time.clockwork())
                .budgetStore(store);
        return new RouterModels(more.apply(builder).build(), () -> "1");
    }

    private static ModelFailure ask(RouterModels models, Steps steps) {
        return models.failure(catchThrowable(() -> models.model(steps).chat("hello")));
    }

    private static ModelFailure ask(RouterModels models) {
        return ask(models, Steps.of("trip-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "429, true",
        "500, true",
        "503, true",
        "529, true",
        "401, false",
        "400, false",
        "404, false",
        "403, false"
    })
    void byTheProvidersStatus(int status, boolean passing) {
        near.always(ScriptedReply.error(status));

        assertThat(ask(models(more -> more, "cheap")).passing()).isEqualTo(passing);
    }

    @Test
    void whenTheProviderSaysThatItMayBeAskedAgain() {
        near.always(ScriptedReply.rateLimited(Duration.ofMinutes(10)));

        assertThat(ask(models(more -> more, "cheap"))).isEqualTo(ModelFailure.passing(Duration.ofMinutes(10)));
    }

    @Test
    void aPolicyThatThereIsNotLasts() {
        Steps steps = Steps.of("trip-1");
        steps.facts = steps.facts.toBuilder().policy("plannning").build();

        assertThat(ask(models(more -> more, "cheap"), steps)).isEqualTo(ModelFailure.LASTING);
    }

    @Test
    void nobodyWhoCouldServeItLasts() {
        RouterModels models = models(more -> more, "dear");
        ChatRequest tools = ChatRequest.builder()
                .messages(UserMessage.from("hello"))
                .toolSpecifications(dev.langchain4j.agent.tool.ToolSpecification.builder()
                        .name("pay")
                        .build())
                .build();

        Throwable failure =
                catchThrowable(() -> models.model(Steps.of("trip-1")).chat(tools));

        assertThat(models.failure(failure)).isEqualTo(ModelFailure.LASTING);
    }

    @Test
    void aBudgetOfOthersThatStartsAnewPassesThen() {
        Budget hour = Budget.of("hour", "0.000001 USD")
                .window(BudgetWindow.rolling(Duration.ofHours(1)))
                .build();

        ModelFailure failure = ask(models(more -> more.budget(hour), "cheap"));

        assertThat(failure.passing()).isTrue();
        assertThat(failure.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(62));
    }

    @Test
    void aBudgetOfOthersForAllTimeLasts() {
        Budget ever = Budget.of("ever", "0.000001 USD")
                .window(BudgetWindow.lifetime())
                .build();

        assertThat(ask(models(more -> more.budget(ever), "cheap"))).isEqualTo(ModelFailure.LASTING);
    }

    @Test
    void aRunWithoutMoneyIsExhausted() {
        RouterModels models = models(more -> more, "dear", "cheap");

        try (RunBudget open = models.openBudget(TRIP, 1, 0)) {
            assertThat(ask(models)).isEqualTo(ModelFailure.exhausted(TRIP));
        }
    }

    @Test
    void aRunWhoseCheaperCandidateFailsForNowIsNot() {
        RouterModels models = models(more -> more, "cheap", "dear");
        near.always(ScriptedReply.error(503));

        try (RunBudget open = models.openBudget(TRIP, 200_000_000, 0)) {
            assertThat(ask(models)).isEqualTo(ModelFailure.passing(null));
        }
    }

    @Test
    void aRunWhoseCheaperCandidateCoolsDownIsNot() {
        RouterModels models = models(more -> more, "cheap", "dear");
        near.always(ScriptedReply.rateLimited(Duration.ofMinutes(10)));

        try (RunBudget open = models.openBudget(TRIP, 200_000_000, 0)) {
            ask(models);
            assertThat(ask(models).passing()).isTrue();
        }
        assertThat(near.requestCount()).isEqualTo(1);
    }

    @Test
    void aStoreOfBudgetsThatIsAwayPasses() {
        store = (BudgetStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BudgetStore.class}, (proxy, method, arguments) -> {
                    throw new BudgetStoreException("away", new IllegalStateException("down"));
                });
        RouterModels models = models(more -> more, "cheap");

        try (RunBudget open = models.openBudget(TRIP, 200_000_000, 0)) {
            assertThat(ask(models)).isEqualTo(ModelFailure.passing(null));
        }
    }
}
