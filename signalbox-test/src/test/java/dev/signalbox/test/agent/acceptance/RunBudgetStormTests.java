package dev.signalbox.test.agent.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.RunView;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.budget.RunLimitException;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClock;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run may cost, while fifty branches of it spend at once and the application restarts in between. */
class RunBudgetStormTests {

    private static final int BRANCHES = 50;
    /** 100 tokens in for 0.10 USD per million, 10 out for 0.20. */
    private static final long COST = 12_000_000;
    /** An estimate is within this of the truth once there was an answer. */
    private static final long ESTIMATE = 10 * COST;

    private static final long LIMIT = 120 * COST;

    interface Helper {
        String help(String question);
    }

    /** Asks in fifty branches, and again after a signal. */
    static final class Asking implements AgentProgram<Integer, Integer> {
        @Override
        public Integer run(Integer rounds, Run run) {
            int answers = 0;
            for (int round = 0; round < rounds; round++) {
                answers += round(run);
                run.await("on", String.class);
            }
            return answers;
        }

        private static int round(Run run) {
            List<Integer> branches = IntStream.range(0, BRANCHES).boxed().toList();
            return run.parallel("ask", branches, BRANCHES, branch -> ask(run, branch)).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        private static int ask(Run run, int branch) {
            try {
                run.agent(Helper.class).help("question " + branch);
                return 1;
            } catch (RunLimitException e) {
                return 0;
            }
        }
    }

    private final Deployment only =
            Deployment.of("near/cheap").price(Price.perMillion("0.1", "0.2")).build();
    private final ScriptedChatModel model =
            new ScriptedChatModel().always(ScriptedReply.text("done").usage(100, 10));
    private final FakeClockwork time = new FakeClockwork();
    private final FakeClock clock = new FakeClock();
    private final MemoryJournalStore journal = new MemoryJournalStore();
    private Router router = router();

    private Router router() {
        return Router.builder(Catalogue.of(Model.of("cheap", only)), PolicySet.of(Policy.of("routine", "cheap")))
                .client(only.id(), model, model.streaming())
                .clockwork(time.clockwork())
                .budgetStore(new MemoryBudgetStore(time.clockwork().nanos()))
                .build();
    }

    @AfterEach
    void close() {
        router.close();
    }

    /** A new life of the application: a router and a store of budgets that remember nothing. */
    private AgentRuntime restart() {
        router.close();
        router = router();
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(journal)
                .dispatcher(InlineDispatcher.eager(clock))
                .clock(clock)
                .models(new RouterModels(router, () -> UUID.randomUUID().toString()))
                .program(new Asking())
                .build();
        runtime.start();
        return runtime;
    }

    private RunView after(RunId run, int rounds) {
        for (int round = 1; round < rounds; round++) {
            try (AgentRuntime runtime = restart()) {
                runtime.signal(run, "on", "go");
            }
        }
        try (AgentRuntime runtime = restart()) {
            return runtime.find(run).orElseThrow();
        }
    }

    private RunId start(OnLimit onLimit, int rounds) {
        try (AgentRuntime runtime = restart()) {
            RunHandle<Integer> run = runtime.start(
                    Asking.class,
                    rounds,
                    options -> options.budget(budget -> budget.costPico(LIMIT).onLimit(onLimit)));
            return run.id();
        }
    }

    @Test
    void neverCostsMoreThanItMayOverAllRestarts() {
        RunId run = start(OnLimit.FAIL, 4);

        RunView view = after(run, 4);

        assertThat(view.status()).isEqualTo(RunStatus.FAILED);
        assertThat(view.error()).contains("limit");
        assertThat(view.use().pico()).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT - ESTIMATE);
    }

    @Test
    void answersOnceMoreWhereItIsToFinish() {
        RunId run = start(OnLimit.FINISH, 4);

        RunView view = after(run, 5);

        assertThat(view.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(view.use().pico()).isLessThanOrEqualTo(LIMIT + COST).isGreaterThan(LIMIT - ESTIMATE);
        assertThat(Integer.parseInt(view.output())).isEqualTo((int) (view.use().pico() / COST));
    }
}
