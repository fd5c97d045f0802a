package dev.signalbox.test.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.dispatch.RunDispatcher;
import dev.signalbox.agent.dispatch.SliceWorker;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.routing.RouterModels;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.store.memory.MemoryBudgetStore;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that is granted to a run while one of its children is at work in the same process, and has its account open. */
class GrantTests {

    /** 100 tokens in for 0.10 USD per million, 10 out for 0.20. */
    private static final long COST = 12_000_000;

    private static final int CALLS = 15;

    private final Deployment only =
            Deployment.of("near/cheap").price(Price.perMillion("0.1", "0.2")).build();
    private final ScriptedChatModel model =
            new ScriptedChatModel().always(ScriptedReply.text("done").usage(100, 10));
    private final FakeClockwork time = new FakeClockwork();
    private final Router router = Router.builder(
                    Catalogue.of(Model.of("cheap", only)), PolicySet.of(Policy.of("routine", "cheap")))
            .client(only.id(), model, model.streaming())
            .clockwork(time.clockwork())
            .budgetStore(new MemoryBudgetStore(time.clockwork().nanos()))
            .build();
    private final Hand dispatcher = new Hand();
    private final AtomicReference<Runnable> whileTheChildWorks = new AtomicReference<>(() -> {});

    /** Works on a run when the test says so. */
    private static final class Hand implements RunDispatcher {

        private final List<RunId> submitted = new ArrayList<>();
        private final AtomicReference<SliceWorker> worker = new AtomicReference<>();

        void work(RunId run) {
            Object unused = worker.get().work(run, () -> false); // the store has how it ended
        }

        @Override
        public void start(SliceWorker started) {
            worker.set(started);
        }

        @Override
        public void submit(RunId run, Instant notBefore) {
            submitted.add(run);
        }

        @Override
        public void wake(RunId run) {}

        @Override
        public void close() {}
    }

    private static final class Parent implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            run.parallel("each", List.of("delegate", "ask"), 1, part -> {
                if (part.equals("delegate")) {
                    return run.child(Child.class, "");
                }
                for (int call = 0; call < CALLS; call++) {
                    run.model().chat("question " + call);
                }
                return "asked";
            });
            return "done";
        }
    }

    private final class Child implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            whileTheChildWorks.get().run();
            return "helped";
        }
    }

    private final AgentRuntime runtime = AgentRuntime.builder()
            .dispatcher(dispatcher)
            .models(new RouterModels(router, () -> UUID.randomUUID().toString()))
            .program(new Parent())
            .program(new Child())
            .build();

    @AfterEach
    void close() {
        runtime.close();
        router.close();
    }

    private List<ApprovalRecord> questions(RunHandle<?> run) {
        return runtime.approvals(run.id());
    }

    @Test
    void isThereAtOnceAndIsAskedForOnce() {
        runtime.start();
        RunHandle<String> parent = runtime.start(
                Parent.class,
                "",
                options -> options.budget(
                        limits -> limits.costPico(10 * COST + COST / 2).onLimit(OnLimit.PARK)));
        dispatcher.work(parent.id());
        assertThat(questions(parent)).hasSize(1);
        assertThat(model.requestCount()).isLessThan(CALLS);
        whileTheChildWorks.set(() -> {
            runtime.decide(questions(parent).get(0).id(), Decision.approve());
            dispatcher.work(parent.id());
        });

        dispatcher.work(dispatcher.submitted.get(1));

        assertThat(questions(parent)).hasSize(1);
        assertThat(model.requestCount()).isEqualTo(CALLS);
        dispatcher.work(parent.id());
        assertThat(parent.status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
