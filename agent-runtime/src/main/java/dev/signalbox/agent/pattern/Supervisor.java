package dev.signalbox.agent.pattern;

import dev.langchain4j.model.output.structured.Description;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import dev.signalbox.agent.AgentProgram;
import dev.signalbox.agent.AgentRole;
import dev.signalbox.agent.Role;
import dev.signalbox.agent.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A supervisor gives one worker after another something to do, knowing what came of it so far, until the goal is reached or
 * all turns are taken. Then a writer answers.
 */
public class Supervisor implements AgentProgram<String, String> {

    private final int turns;
    private final List<Worker> workers;

    /**
     * Of these workers.
     *
     * @param turns how many times at most a worker gets something to do
     * @throws IllegalArgumentException if that is below 1
     */
    public Supervisor(int turns, List<Worker> workers) {
        this.turns = Bounds.atLeast(1, "number of turns", turns);
        this.workers = List.copyOf(workers);
    }

    /**
     * Somebody who can do something.
     *
     * @param name what the supervisor calls it
     * @param ability what it can do
     * @param work how it does it, by agents and tools of the run
     */
    public record Worker(String name, String ability, Work work) {}

    /** How a worker works. */
    @FunctionalInterface
    public interface Work {
        /** Does a task. */
        String on(String task, Run run);
    }

    /**
     * What is to be done next.
     *
     * @param reached whether nothing is
     * @param worker the name of who is to do it
     * @param task what that worker is told
     */
    public record Choice(
            @Description("whether the goal is reached") boolean reached,
            @Description("the name of the worker to go on") String worker,
            @Description("what that worker is to do") String task) {}

    /**
     * What was done.
     *
     * @param choice what the supervisor wanted
     * @param result what came of it
     */
    public record Turn(Choice choice, String result) {
        @Override
        public String toString() {
            return choice.worker() + " was told: " + choice.task() + "\nand answered: " + result;
        }
    }

    @Override
    public final String run(String goal, Run run) {
        List<Turn> done = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            Choice choice = choose(goal, done, run);
            if (choice.reached()) {
                break;
            }
            done.add(new Turn(choice, work(choice, run)));
        }
        return answer(goal, done, run);
    }

    /** A supervisor that errs is told, and has spent a turn. */
    private String work(Choice choice, Run run) {
        return workers.stream()
                .filter(worker -> worker.name().equals(choice.worker()))
                .findFirst()
                .map(worker -> worker.work().on(choice.task(), run))
                .orElseGet(() -> "There is no such worker. There are:\n" + team());
    }

    private String team() {
        return workers.stream()
                .map(worker -> "- " + worker.name() + ": " + worker.ability())
                .collect(Collectors.joining("\n"));
    }

    private static String text(List<Turn> done) {
        return done.isEmpty() ? "nothing" : done.stream().map(Turn::toString).collect(Collectors.joining("\n\n"));
    }

    /** Says what is to be done next; an agent of the role {@link Role#PLAN} unless overridden. */
    protected Choice choose(String goal, List<Turn> done, Run run) {
        return run.agent(Chief.class).choose(team(), goal, text(done));
    }

    /** Says what came of it; an agent of the role {@link Role#ANSWER} unless overridden. */
    protected String answer(String goal, List<Turn> done, Run run) {
        return run.agent(Writer.class).answer(goal, text(done));
    }

    /** Who decides. */
    @AgentRole(Role.PLAN)
    interface Chief {
        @SystemMessage("You supervise workers. Choose who is to do what next; stop as soon as the goal is reached."
                + " The workers are:\n{{team}}")
        @UserMessage("The goal: {{goal}}\n\nDone so far: {{done}}")
        Choice choose(@V("team") String team, @V("goal") String goal, @V("done") String done);
    }

    /** Who tells. */
    @AgentRole(Role.ANSWER)
    interface Writer {
        @SystemMessage("You answer from what was found, and say so where something is missing.")
        @UserMessage("The goal: {{goal}}\n\nWhat was done: {{done}}")
        String answer(@V("goal") String goal, @V("done") String done);
    }
}
