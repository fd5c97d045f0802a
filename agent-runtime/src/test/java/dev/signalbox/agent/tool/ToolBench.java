package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.signalbox.agent.approval.ApprovalDesk;
import dev.signalbox.agent.budget.RunLimits;
import dev.signalbox.agent.budget.RunMeter;
import dev.signalbox.agent.expression.SpelConditions;
import dev.signalbox.agent.journal.ApprovalRecord;
import dev.signalbox.agent.journal.Journal;
import dev.signalbox.agent.journal.JournalListener;
import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.OnDivergence;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.SliceStopped;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.port.Escalation;
import dev.signalbox.agent.port.JournaledChatModel;
import dev.signalbox.agent.port.RunPorts;
import dev.signalbox.agent.port.Speaker;
import dev.signalbox.agent.routing.PlainModels;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One run of one agent whose model follows a script, slice by slice, with a store that may crash at any of its writes. */
final class ToolBench implements AutoCloseable {

    static final RunId RUN = new RunId("run-1");

    private static final Set<String> WRITES = Set.of("add", "complete", "ask", "decide");

    final JournalStore store;
    final Json json = Json.standard();
    final List<ChatRequest> asked = new CopyOnWriteArrayList<>();
    final ExecutorService threads = Executors.newCachedThreadPool();
    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final List<AiMessage> script = new ArrayList<>();
    private final List<AiMessage> thoughts = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int writes;
    private int crashAt = Integer.MAX_VALUE;
    private boolean afterWriting;
    private UnaryOperator<RunLimits.RunLimitsBuilder> limits = builder -> builder;
    private UnaryOperator<ToolBox.ToolBoxBuilder> box = builder -> builder;

    interface Agent {

        String answer(String question);
    }

    /** The machine goes down. */
    static final class Crash extends Error {}

    /** How a slice ended: with an answer, a stop, or something else that was thrown. */
    record End(
            @Nullable String answer,
            @Nullable Stop stop,
            @Nullable Throwable thrown,
            List<Stop> rest,
            List<String> unread) {}

    /** What a program has in a slice. */
    record Slice(RunPorts ports, RunTools tools, ChatModel model) {

        String ask(List<?> objects) {
            return ask(objects, "Go.");
        }

        String ask(List<?> objects, String question) {
            return AiServices.builder(Agent.class)
                    .chatModel(model)
                    .tools(tools.tools(objects))
                    .build()
                    .answer(question);
        }
    }

    ToolBench() {
        this(new MemoryJournalStore());
    }

    ToolBench(JournalStore store) {
        this.store = store;
        store.start(RunRecord.builder()
                .id(RUN)
                .program("bench")
                .status(RunStatus.READY)
                .input("{}")
                .options("{}")
                .createdAt(now)
                .updatedAt(now)
                .build());
    }

    /** What the model says, turn by turn. */
    ToolBench says(AiMessage... turns) {
        script.addAll(Arrays.asList(turns));
        return this;
    }

    /** What the model says, turn by turn, to whoever says "Think". */
    ToolBench thinks(AiMessage... turns) {
        thoughts.addAll(Arrays.asList(turns));
        return this;
    }

    static AiMessage uses(String tool, String arguments) {
        return AiMessage.from(request("call-1", tool, arguments));
    }

    static ToolExecutionRequest request(@Nullable String id, String tool, String arguments) {
        return ToolExecutionRequest.builder()
                .id(id)
                .name(tool)
                .arguments(arguments)
                .build();
    }

    ToolBench limits(UnaryOperator<RunLimits.RunLimitsBuilder> limits) {
        this.limits = limits;
        return this;
    }

    ToolBench box(UnaryOperator<ToolBox.ToolBoxBuilder> box) {
        this.box = box;
        return this;
    }

    /** Has the time of a tool not begin before that has come. */
    ToolBench timedFrom(CountDownLatch moment) {
        return box(builder -> builder.executor(work -> {
            threads.execute(work);
            try {
                if (!moment.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("It has not come.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    ToolBox.ToolBoxBuilder boxed() {
        return box.apply(ToolBox.builder()
                .store(store)
                .conditions(new SpelConditions())
                .executor(threads)
                .scheduler(timer));
    }

    /** Has the store fail at its nth write of all slices from now on, before or after it has written. */
    ToolBench crashAt(int write, boolean afterWriting) {
        this.writes = 0;
        this.crashAt = write;
        this.afterWriting = afterWriting;
        return this;
    }

    boolean crashed() {
        return writes >= crashAt;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** A slice of an agent that has the tools of these objects. */
    End slice(Object... objects) {
        return slice(boxed().objects(Arrays.asList(objects)).build(), slice -> slice.ask(Arrays.asList(objects)));
    }

    End slice(ToolBox tools, Function<Slice, String> program) {
        JournalStore crashing = crashing();
        RunRecord run = store.claim(RUN, now).orElseThrow();
        List<StepRecord> steps = store.steps(RUN);
        Journal journal = new Journal(
                crashing,
                run,
                steps,
                store.lastSeq(RUN) + 1,
                () -> now,
                OnDivergence.FAIL,
                JournalListener.NONE,
                () -> false);
        Slice slice = slice(journal, steps, tools);
        try {
            String answer = program.apply(slice);
            Stop stop = journal.stopped();
            return new End(stop == null ? answer : null, stop, null, journal.stops(), journal.unread());
        } catch (Throwable thrown) {
            SliceStopped stopped = SliceStopped.in(thrown);
            return new End(null, stopped == null ? null : stopped.stop(), thrown, journal.stops(), List.of());
        }
    }

    private Slice slice(Journal journal, List<StepRecord> steps, ToolBox tools) {
        ApprovalDesk desk = new ApprovalDesk(journal, json, () -> now);
        RunMeter meter = new RunMeter(
                journal,
                steps,
                desk,
                limits.apply(RunLimits.builder()).build(),
                () -> now,
                () -> "id-" + ids.incrementAndGet(),
                json);
        RunPorts ports = RunPorts.builder()
                .journal(journal)
                .meter(meter)
                .models(new PlainModels(new Scripted()))
                .escalation(new Escalation("strong"))
                .desk(desk)
                .json(json)
                .clock(() -> now)
                .ids(() -> "id-" + ids.incrementAndGet())
                .ancestors(List.of())
                .tags(Map.of())
                .transientFailures(3)
                .build();
        return new Slice(ports, new RunTools(ports, tools), new JournaledChatModel(ports, Speaker.PROGRAM));
    }

    /** Answers whoever says "Think" with the thoughts, others with the script, by how many turns the conversation has had. */
    private final class Scripted implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            asked.add(request);
            long turn = request.messages().stream()
                    .filter(message -> message.type() == ChatMessageType.AI)
                    .count();
            boolean thinks = request.messages().toString().contains("Think");
            AiMessage answer = (thinks ? thoughts : script).get((int) turn);
            return ChatResponse.builder().aiMessage(answer).build();
        }
    }

    private JournalStore crashing() {
        return (JournalStore) Proxy.newProxyInstance(
                JournalStore.class.getClassLoader(), new Class<?>[] {JournalStore.class}, (self, method, arguments) -> {
                    boolean write = WRITES.contains(method.getName()) && ++writes == crashAt;
                    if (write && !afterWriting) {
                        throw new Crash();
                    }
                    Object result;
                    try {
                        result = method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (write) {
                        throw new Crash();
                    }
                    return result;
                });
    }

    /** The only open question. */
    ApprovalRecord question() {
        List<ApprovalRecord> open = store.pending(10);
        if (open.size() != 1) {
            throw new AssertionError("There are " + open.size() + " open questions.");
        }
        return open.get(0);
    }

    void decide(UnaryOperator<ApprovalRecord.ApprovalRecordBuilder> decision) {
        store.decide(decision.apply(question().toBuilder().decidedBy("kim").decidedAt(now))
                .build());
    }

    List<StepRecord> toolSteps() {
        return store.steps(RUN).stream()
                .filter(step -> step.kind() == StepKind.TOOL)
                .toList();
    }

    /** What the model was told by tools in its last turn. */
    List<ToolExecutionResultMessage> told() {
        List<ChatMessage> messages = asked.get(asked.size() - 1).messages();
        return messages.stream()
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(ToolExecutionResultMessage.class::cast)
                .toList();
    }

    String toldText() {
        List<ToolExecutionResultMessage> told = told();
        return told.get(told.size() - 1).text();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
