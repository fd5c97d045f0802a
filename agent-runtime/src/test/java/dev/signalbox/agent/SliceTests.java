package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What slices make of trouble. */
class SliceTests {

    private final MemoryJournalStore memory = new MemoryJournalStore();
    private final AtomicReference<String> failing = new AtomicReference<>("");
    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final AtomicInteger modelCalls = new AtomicInteger();
    private final AtomicReference<Runnable> whileAsked = new AtomicReference<>(() -> {});
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Function<Run, Object>> code = new AtomicReference<>(run -> "");
    private final AtomicReference<Function<Run, Object>> childCode = new AtomicReference<>(run -> "");

    /** A store that does what it is asked, and then cannot say so. */
    private final JournalStore store = (JournalStore) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {JournalStore.class}, (self, method, arguments) -> {
                Object result;
                if (failing.get().equals("before " + method.getName())) {
                    failing.set("");
                    throw new JournalStoreException("gone", new IOException("refused"));
                }
                try {
                    result = method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
                boolean step = arguments != null && arguments[0] instanceof StepRecord;
                if (failing.get().equals(method.getName() + (step ? " step" : ""))) {
                    failing.set("");
                    throw new JournalStoreException("gone", new IOException("reset"));
                }
                return result;
            });

    private final ChatModel model = new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            modelCalls.incrementAndGet();
            whileAsked.get().run();
            return ChatResponse.builder().aiMessage(AiMessage.from("answer")).build();
        }
    };

    interface Helper {
        String help(String question);
    }

    private final class Parent implements AgentProgram<String, Object> {
        @Override
        public Object run(String input, Run run) {
            return code.get().apply(run);
        }
    }

    private final class Child implements AgentProgram<String, Object> {
        @Override
        public Object run(String input, Run run) {
            return childCode.get().apply(run);
        }
    }

    static final class Payments {

        private final AtomicInteger paid = new AtomicInteger();

        @Tool
        @ToolEffect(Effect.ONCE)
        String pay() {
            return "paid " + paid.incrementAndGet();
        }

        @Reconcile("pay")
        Optional<String> find(IdempotencyKey key) {
            return paid.get() == 0 ? Optional.empty() : Optional.of("found " + paid.get());
        }

        static String used(Run run, Payments payments) {
            ToolExecutionRequest request = ToolExecutionRequest.builder()
                    .id("1")
                    .name("pay")
                    .arguments("{}")
                    .build();
            return run.tools(payments).get(0).toolExecutor().execute(request, null);
        }
    }

    private AgentRuntime runtime() {
        AgentRuntime runtime = AgentRuntime.builder()
                .journal(store)
                .dispatcher(dispatcher)
                .model(model)
                .executor(threads)
                .program(new Parent())
                .program(new Child())
                .build();
        runtime.start();
        return runtime;
    }

    private RunHandle<Object> started(AgentRuntime runtime, Function<Run, Object> what) {
        code.set(what);
        return runtime.start(Parent.class, "");
    }

    private RunId child() {
        return dispatcher.submitted.get(1);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatAProgramMakesOfAFailedStoreIsNotPartOfItsRun() throws Exception {
        RunHandle<Object> run = started(runtime(), here -> {
            try {
                return here.agent(Helper.class).help("what?");
            } catch (RuntimeException e) {
                return here.note("fallback", String.class, () -> "fallback");
            }
        });
        failing.set("add step");

        SliceEnd first = dispatcher.work(run.id());
        SliceEnd second = dispatcher.work(run.id());

        assertThat(first).isInstanceOf(SliceEnd.Again.class);
        assertThat(second).isInstanceOf(SliceEnd.Done.class);
        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("answer");
        assertThat(modelCalls).hasValue(1);
    }

    @Test
    void isHandedOverAlsoIfSomeOfItsBranchesWait() {
        RunHandle<Object> run = started(
                runtime(),
                here -> here.parallel("each", List.of("wait", "work"), 1, item -> {
                    if (item.equals("wait")) {
                        return here.await("go", String.class);
                    }
                    String answer = here.agent(Helper.class).help("what?");
                    return answer + here.agent(Helper.class).help("and then?");
                }));
        whileAsked.set(() -> dispatcher.closing = true);

        SliceEnd end = dispatcher.work(run.id());

        assertThat(end).isInstanceOf(SliceEnd.Again.class);
        assertThat(run.status()).isEqualTo(RunStatus.READY);
    }

    @Test
    void aBranchThatHidesItsEndHasEndedNevertheless() {
        RunHandle<Object> run = started(runtime(), here -> {
            List<String> found = here.parallel("each", List.of(1), 1, item -> {
                try {
                    return here.await("go", String.class);
                } catch (Throwable hidden) {
                    return "nothing came";
                }
            });
            return here.note("found", String.class, () -> found.get(0));
        });

        SliceEnd end = dispatcher.work(run.id());

        assertThat(end).isEqualTo(new SliceEnd.Parked(null));
        assertThat(run.status()).isEqualTo(RunStatus.PARKED);
    }

    @Test
    void whoeverEndedAChildNeedNotLiveToTellItsParent() throws Exception {
        AgentRuntime runtime = runtime();
        RunHandle<Object> run = started(runtime, here -> here.child(Child.class, ""));
        dispatcher.work(run.id());
        failing.set("wake");
        SliceEnd first = dispatcher.work(child());
        dispatcher.woken.clear();

        SliceEnd again = dispatcher.work(child());

        assertThat(first).isInstanceOf(SliceEnd.Again.class);
        assertThat(again).isInstanceOf(SliceEnd.Done.class);
        assertThat(dispatcher.woken).containsExactly(run.id());
        dispatcher.work(run.id());
        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("");
    }

    @Test
    void childrenOfARunThatFailedDoNotGoOn() {
        AgentRuntime runtime = runtime();
        code.set(here -> here.parallel("each", List.of("child", "limit"), 1, item -> {
            if (item.equals("child")) {
                return here.child(Child.class, "");
            }
            return here.agent(Helper.class).help("one")
                    + here.agent(Helper.class).help("two");
        }));
        RunHandle<Object> run = runtime.start(
                Parent.class,
                "",
                options -> options.budget(limits -> limits.modelCalls(1L).onLimit(OnLimit.FAIL)));

        dispatcher.work(run.id());
        dispatcher.work(child());

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(runtime.find(child()).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void whatFailsWhileTheNodeShutsDownIsNotRecorded() throws Exception {
        RunHandle<Object> run =
                started(runtime(), here -> here.agent(Helper.class).help("what?"));
        whileAsked.set(() -> {
            dispatcher.closing = true;
            throw new IllegalStateException("closed");
        });
        SliceEnd first = dispatcher.work(run.id());
        whileAsked.set(() -> {});
        dispatcher.closing = false;

        SliceEnd second = dispatcher.work(run.id());

        assertThat(first).isInstanceOf(SliceEnd.Again.class);
        assertThat(second).isInstanceOf(SliceEnd.Done.class);
        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("answer");
    }

    @Test
    void aProgramThatFailsForItsNodeIsTriedAgain() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>(new OutOfMemoryError("Java heap space"));
        RunHandle<Object> run = started(runtime(), here -> {
            if (failure.getAndSet(null) instanceof Error error) {
                throw error;
            }
            return "done";
        });

        SliceEnd first = dispatcher.work(run.id());
        SliceEnd second = dispatcher.work(run.id());

        assertThat(first).isInstanceOf(SliceEnd.Parked.class);
        assertThat(second).isInstanceOf(SliceEnd.Done.class);
        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("done");
    }

    @Test
    void whatCameOfAToolIsFoundOutAlsoAtALimit() throws Exception {
        AgentRuntime runtime = runtime();
        Payments payments = new Payments();
        code.set(here -> Payments.used(here, payments));
        RunHandle<Object> run =
                runtime.start(Parent.class, "", options -> options.budget(limits -> limits.toolCalls(1L)));
        failing.set("before complete");
        dispatcher.work(run.id());

        dispatcher.work(run.id());

        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("found 1");
        assertThat(payments.paid).hasValue(1);
    }

    @Test
    void aForkTakesSignalsOfItsOwn() throws Exception {
        AgentRuntime runtime = runtime();
        RunHandle<Object> run =
                started(runtime, here -> here.await("go", String.class) + " and " + here.await("go", String.class));
        runtime.signal(run.id(), "go", "first");
        dispatcher.work(run.id());
        StepRecord taken = run.steps().get(0);
        RunId fork = runtime.fork(run.id(), taken.seq());

        runtime.signal(fork, "go", "second");
        dispatcher.work(fork);

        assertThat(runtime.handle(Parent.class, fork).await(Duration.ofSeconds(1)))
                .isEqualTo("first and second");
    }

    @Test
    void aSignalMaySayNothing() throws Exception {
        AgentRuntime runtime = runtime();
        RunHandle<Object> run = started(runtime, here -> "said " + here.await("go", String.class));
        runtime.signal(run.id(), "go", null);

        dispatcher.work(run.id());

        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("said null");
    }
}
