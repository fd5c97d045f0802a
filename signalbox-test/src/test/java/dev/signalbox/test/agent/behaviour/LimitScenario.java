package dev.signalbox.test.agent.behaviour;

import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.agent.approval.Decision;
import dev.signalbox.agent.budget.OnLimit;
import dev.signalbox.agent.budget.RunLimitException;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.ScriptedReply;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.CrashScenario;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Many branches, of which each wants to ask a model, in a run that may ask five times. */
final class LimitScenario implements CrashScenario {

    static final int LIMIT = 5;

    private final OnLimit onLimit;
    private final int branches;
    private final @Nullable ExecutorService threads;
    private final ScriptedChatModel model = new ScriptedChatModel().always(ScriptedReply.text("yes"));

    LimitScenario(OnLimit onLimit, int branches, @Nullable ExecutorService threads) {
        this.onLimit = onLimit;
        this.branches = branches;
        this.threads = threads;
    }

    interface Helper {
        String help(String question);
    }

    static final class Asking implements AgentProgram<Integer, Long> {
        @Override
        public Long run(Integer branches, Run run) {
            List<Integer> items = IntStream.range(0, branches).boxed().toList();
            return run
                    .parallel("ask", items, branches, item -> {
                        try {
                            return run.agent(Helper.class).help("item " + item);
                        } catch (RunLimitException e) {
                            return "no";
                        }
                    })
                    .stream()
                    .filter("yes"::equals)
                    .count();
        }
    }

    @Override
    public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
        runtime.model(model).program(new Asking());
        return threads == null ? runtime : runtime.executor(threads);
    }

    /** What came of it, how it ended, and how many answers are recorded. */
    @Override
    public List<Object> play(AgentHarness harness) {
        RunHandle<Long> run = harness.runtime()
                .start(
                        Asking.class,
                        branches,
                        options -> options.budget(
                                limits -> limits.modelCalls((long) LIMIT).onLimit(onLimit)));
        boolean failed = run.status() == RunStatus.FAILED;
        Object output = failed
                ? "none"
                : harness.decideBy(question -> Decision.approve()).runToEnd(run);
        long asked = run.steps().stream()
                .filter(step -> step.kind() == StepKind.MODEL && step.state() == StepState.DONE)
                .count();
        return List.of(
                output,
                run.status(),
                asked,
                run.view().error() == null ? "" : run.view().error());
    }

    int requests() {
        return model.requestCount();
    }
}
