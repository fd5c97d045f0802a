package dev.signalbox.test.agent.harness;

import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRuntimeBuilder;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.RunHandle;
import dev.signalbox.test.ScriptedChatModel;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.Asked;
import dev.signalbox.test.agent.CrashScenario;
import dev.signalbox.test.agent.EffectLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A trip with everything that a program can do: agents with tools, branches, a child, timers, signals, notes. */
public final class TripScenario implements CrashScenario {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "branch");
        thread.setDaemon(true);
        return thread;
    });

    private final EffectLog effects = new EffectLog();
    private final boolean threads;
    private final ScriptedChatModel model = new ScriptedChatModel()
            .when(Asked.toUse("look").and(Asked.afterTools(0)), toolCall("look", "{\"where\": \"Oslo\"}"))
            .when(Asked.toUse("look").and(Asked.afterTools(1)), toolCall("look", "{\"where\": \"Bergen\"}"))
            .when(Asked.toUse("look"), text("Oslo or Bergen"));

    /** With or without threads for branches. */
    public TripScenario(boolean threads) {
        this.threads = threads;
    }

    interface Scout {
        String find(String question);
    }

    interface Writer {
        String write(String about);
    }

    final class Map {
        @Tool
        String look(String where) {
            effects.happened("look " + where);
            return "a map of " + where;
        }
    }

    static final class Counting implements AgentProgram<Integer, Integer> {
        @Override
        public Integer run(Integer input, Run run) {
            run.sleep(Duration.ofHours(1));
            return input + 1;
        }
    }

    final class Trip implements AgentProgram<String, List<String>> {
        @Override
        public List<String> run(String goal, Run run) {
            String found =
                    run.agent(Scout.class, agent -> agent.tools(new Map())).find(goal);
            List<String> written = run.parallel(
                    "write",
                    List.of("a", "b", "c"),
                    3,
                    part -> run.agent(Writer.class).write(part) + run.note(part, Integer.class, () -> 1));
            run.sleep(Duration.ofDays(1));
            int counted = run.child(Counting.class, 41);
            String said = run.await("go", String.class);
            String none =
                    run.await("never", String.class, Duration.ofMinutes(1)).orElse("nothing");
            List<Integer> both = run.parallel("count", List.of(1, 2), 2, number -> run.child(Counting.class, number));
            return List.of(found, String.join(",", written), said + none, counted + both.toString());
        }
    }

    @Override
    public AgentRuntimeBuilder setup(AgentRuntimeBuilder runtime) {
        runtime.model(model).program(new Trip()).program(new Counting());
        return threads ? runtime.executor(THREADS) : runtime;
    }

    @Override
    public Object play(AgentHarness harness) {
        RunHandle<List<String>> run = harness.start(Trip.class, "fjords");
        harness.advance(Duration.ofHours(30));
        harness.runtime().signal(run.id(), "go", "yes");
        return harness.runToEnd(run);
    }

    @Override
    public EffectLog effects() {
        return effects;
    }
}
