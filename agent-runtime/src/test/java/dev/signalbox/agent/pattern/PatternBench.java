package dev.signalbox.agent.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntime;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A runtime with one program and a model that answers by a script. */
final class PatternBench<I, O> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the model was asked. */
    final Queue<ChatRequest> asked = new ConcurrentLinkedQueue<>();

    private final Function<ChatRequest, AiMessage> script;
    private final AgentProgram<I, O> program;
    private final AgentRuntime runtime;

    PatternBench(AgentProgram<I, O> program, Function<ChatRequest, AiMessage> script) {
        this.program = program;
        this.script = script;
        this.runtime =
                AgentRuntime.builder().model(new Model()).program(program).build();
        runtime.start();
    }

    private final class Model implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            asked.add(request);
            return ChatResponse.builder()
                    .aiMessage(script.apply(request))
                    .tokenUsage(new TokenUsage(10, 5))
                    .build();
        }
    }

    /** All that a request says. */
    static String text(ChatRequest request) {
        return request.messages().toString();
    }

    @SuppressWarnings("unchecked")
    RunHandle<O> start(I input) {
        return runtime.start((Class<? extends AgentProgram<I, O>>) program.getClass(), input);
    }

    O result(RunHandle<O> run) {
        try {
            return run.await(PATIENCE);
        } catch (Exception e) {
            throw new AssertionError(run.view().toString(), e);
        }
    }

    List<StepRecord> steps(RunId run) {
        return runtime.steps(run);
    }

    /** Goes on from each of a run's steps in a new run, as after a crash: nothing that was recorded is done again. */
    @SuppressWarnings("unchecked")
    void goesOnFromEachStep(RunHandle<O> run) {
        List<StepRecord> steps = steps(run.id());
        assertThat(steps).isNotEmpty();
        for (StepRecord last : steps) {
            long left = steps.stream()
                    .filter(step -> step.kind() == StepKind.MODEL && step.seq() > last.seq())
                    .count();
            asked.clear();

            RunId fork = runtime.fork(run.id(), last.seq());

            assertThat(result(runtime.handle((Class<? extends AgentProgram<I, O>>) program.getClass(), fork)))
                    .isEqualTo(result(run));
            assertThat(asked).as("calls after %s", last).hasSize((int) left);
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
