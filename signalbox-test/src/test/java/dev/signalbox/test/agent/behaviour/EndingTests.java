package dev.signalbox.test.agent.behaviour;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.agent.AgentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.dispatch.InlineDispatcher;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.Gate;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are ended, handed over, or begun by many at once. */
@Timeout(60)
class EndingTests {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Gate gate = Gate.closed();
    private final ScriptedChatModel model = new ScriptedChatModel();
    private final MemoryJournalStore store = new MemoryJournalStore();

    interface Helper {
        String help(String question);
    }

    static final class Asking implements AgentProgram<Integer, Integer> {
        @Override
        public Integer run(Integer questions, Run run) {
            for (int question = 0; question < questions; question++) {
                run.agent(Helper.class).help("question " + question);
            }
            return questions;
        }
    }

    static final class Branching implements AgentProgram<Integer, Integer> {
        @Override
        public Integer run(Integer branches, Run run) {
            List<Integer> items = IntStream.range(0, branches).boxed().toList();
            return run.parallel("ask", items, branches, item -> {
                        String first = run.agent(Helper.class).help("first " + item);
                        return first + run.agent(Helper.class).help("second " + item);
                    })
                    .size();
        }
    }

    private final AgentHarness harness = AgentHarness.over(
            store,
            runtime -> runtime.model(model)
                    .program(new Asking())
                    .program(new Branching())
                    .executor(threads));

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private <T> Future<T> aside(Callable<T> work) {
        return threads.submit(work);
    }

    @Test
    void aRunThatIsCancelledWhileItsModelThinksEndsAtItsNextStep() throws Exception {
        model.reply(text("yes"), text("yes").heldBy(gate)).always(text("yes"));
        Future<RunHandle<Integer>> started = aside(() -> harness.start(Asking.class, 5));
        model.awaitRequests(2, Duration.ofSeconds(20));
        RunId id = harness.runtime().find(RunQuery.ALL, 1).get(0).id();

        boolean cancelled = harness.runtime().cancel(id);
        gate.open();
        RunHandle<Integer> run = started.get(20, TimeUnit.SECONDS);

        assertThat(cancelled).isTrue();
        assertThat(run).hasStatus(RunStatus.CANCELLED).hasSteps(StepKind.MODEL, 2);
        assertThat(model.requestCount()).isEqualTo(2);
        assertThat(harness.runtime().cancel(id)).isFalse();
    }

    static final class Waiting implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            return run.await("go", String.class);
        }
    }

    private AgentRuntime runtime(AgentProgram<?, ?> program) {
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(store)
                .dispatcher(InlineDispatcher.eager(Clock.systemUTC()))
                .model(model)
                .program(program)
                .build();
        runtime.start();
        return runtime;
    }

    @Test
    void aRunWhoseProgramIsGoneCanBeCancelled() {
        RunId run = runtime(new Waiting()).start(Waiting.class, "x").id();
        AgentRuntime without = runtime(new Asking());

        assertThat(without.cancel(run)).isTrue();

        assertThat(store.run(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    }

    /** Its dispatcher has forgotten it with its process, its store has not. */
    @Test
    void aRunThatWasUnderWayWhenItsProcessDiedGoesOnWithADispatcherThatForgets() {
        RunId run = runtime(new Waiting()).start(Waiting.class, "x").id();
        store.signal(run, "go", "\"on\"", Instant.now());
        store.claim(run, Instant.now());
        assertThat(store.run(run).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);

        runtime(new Waiting());

        assertThat(store.run(run).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void allBranchesEndWithTheirRun() throws Exception {
        model.always(text("yes").heldBy(gate));
        Future<RunHandle<Integer>> started = aside(() -> harness.start(Branching.class, 20));
        model.awaitRequests(20, Duration.ofSeconds(20));
        RunId id = harness.runtime().find(RunQuery.ALL, 1).get(0).id();

        harness.runtime().cancel(id);
        gate.open();
        RunHandle<Integer> run = started.get(20, TimeUnit.SECONDS);

        assertThat(run).hasStatus(RunStatus.CANCELLED).hasSteps(StepKind.MODEL, 20);
        assertThat(model.requestCount()).isEqualTo(20);
    }

    @Test
    void aProcessThatShutsDownHandsItsRunOver() throws Exception {
        model.reply(text("yes"), text("yes").heldBy(gate)).always(text("yes"));
        Future<RunHandle<Integer>> started = aside(() -> harness.start(Asking.class, 5));
        model.awaitRequests(2, Duration.ofSeconds(20));

        AgentRuntime runtime = harness.runtime();
        Future<Boolean> closed = aside(() -> {
            runtime.close();
            return true;
        });
        closed.get(20, TimeUnit.SECONDS);
        gate.open();
        RunHandle<Integer> run = started.get(20, TimeUnit.SECONDS);
        assertThat(run).hasStatus(RunStatus.READY).hasSteps(StepKind.MODEL, 2);
        AgentHarness next =
                AgentHarness.over(store, builder -> builder.model(model).program(new Asking()));

        assertThat(next.runtime().find(run.id()).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(model.requestCount()).isEqualTo(5);
    }

    @Test
    void aRunWhoseProgramIsNotHereWaitsForIt() {
        AgentHarness without =
                AgentHarness.over(store, builder -> builder.model(model).program(new Asking()));
        AgentRuntime absent = AgentRuntime.builder()
                .journal(store)
                .dispatcher(new NoDispatcher())
                .clock(harness.clock())
                .model(model)
                .program(new Branching())
                .build();
        RunHandle<Integer> waiting = absent.start(Branching.class, 1);

        without.restart();
        without.advance(Duration.ofMinutes(5));
        assertThat(waiting.view().status().ended()).isFalse();
        AgentHarness with =
                AgentHarness.over(store, builder -> builder.model(model).program(new Branching()));
        with.advance(Duration.ofMinutes(1));

        assertThat(waiting).hasOutput(1).hasSteps(StepKind.MODEL, 2);
    }

    @Test
    void manyWhoStartWithTheSameKeyStartOneRun() throws Exception {
        model.always(text("yes"));
        Set<RunId> ids = ConcurrentHashMap.newKeySet();
        List<Future<Boolean>> starts = IntStream.range(0, 50)
                .mapToObj(number -> aside(() -> ids.add(harness.runtime()
                        .start(Asking.class, 3, options -> options.key("order 7"))
                        .id())))
                .toList();
        for (Future<Boolean> start : starts) {
            start.get(20, TimeUnit.SECONDS);
        }
        harness.advance(Duration.ZERO);

        assertThat(ids).hasSize(1);
        assertThat(model.requestCount()).isEqualTo(3);
        assertThat(harness.runtime().find(ids.iterator().next()).orElseThrow().output())
                .isEqualTo("3");
    }
}
