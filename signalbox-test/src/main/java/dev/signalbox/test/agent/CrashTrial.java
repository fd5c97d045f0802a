package dev.signalbox.test.agent;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.RunQuery;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** A scenario played once, with one process killed, or with all. */
@RequiredArgsConstructor
final class CrashTrial {

    private static final int MANY = 100_000;

    private final KillPoint point;
    /** Whether each process is killed at its own write of that number. */
    private final boolean all;

    private final CrashScenario scenario;
    private final JournalStore store;
    private final AtomicInteger writes = new AtomicInteger();
    private final List<CrashingJournalStore> processes = new ArrayList<>();
    private Map<String, Integer> steps = Map.of();
    private @Nullable Object outcome;
    private @Nullable Throwable failure;

    CrashTrial play() {
        try (AgentHarness harness = new AgentHarness(store, this::process, scenario::setup)) {
            outcome = scenario.play(harness);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        steps = ended();
        return this;
    }

    private CrashingJournalStore process(AgentHarness harness) {
        AtomicInteger counter = all ? new AtomicInteger() : writes;
        CrashingJournalStore process = new CrashingJournalStore(store, point, harness::working, counter);
        processes.add(process);
        return process;
    }

    private Map<String, Integer> ended() {
        Map<String, Integer> counts = new TreeMap<>();
        for (RunRecord run : store.runs(RunQuery.ALL, MANY)) {
            store.steps(run.id()).stream()
                    .filter(step -> step.state() != StepState.STARTED && step.kind() != StepKind.COST)
                    .forEach(step ->
                            counts.merge(step.kind() + " " + step.name() + " of " + run.program(), 1, Integer::sum));
        }
        return counts;
    }

    int writes() {
        return writes.get();
    }

    int kills() {
        return (int) processes.stream().filter(CrashingJournalStore::dead).count();
    }

    /** How it came out otherwise than the one in which nobody was killed. */
    Optional<String> difference(CrashTrial unharmed) {
        String where = "Killed " + point + ": ";
        if (failure != null) {
            return Optional.of(where + failure);
        } else if (!Objects.equals(outcome, unharmed.outcome)) {
            return Optional.of(where + "expected " + unharmed.outcome + ", but it is " + outcome);
        }
        Map<String, Integer> missing = more(unharmed.steps, steps);
        missing.putAll(
                more(unharmed.scenario.effects().counts(), scenario.effects().counts()));
        return missing.isEmpty() ? Optional.empty() : Optional.of(where + "missing is " + missing.keySet());
    }

    /** What was recorded and done again: the journal has refused it, or has more than it should. */
    List<String> repeated(CrashTrial unharmed) {
        List<String> repeated = new ArrayList<>();
        for (CrashingJournalStore process : processes) {
            process.repeated().forEach(step -> repeated.add("Killed " + point + ": " + step));
        }
        more(steps, unharmed.steps)
                .forEach((step, count) -> repeated.add("Killed " + point + ": " + count + " more " + step));
        return repeated;
    }

    /** What was done more often. */
    Map<String, Integer> repeatedEffects(CrashTrial unharmed) {
        return more(scenario.effects().counts(), unharmed.scenario.effects().counts());
    }

    private static Map<String, Integer> more(Map<String, Integer> these, Map<String, Integer> than) {
        Map<String, Integer> more = new TreeMap<>();
        these.forEach((what, count) -> {
            int above = count - than.getOrDefault(what, 0);
            if (above > 0) {
                more.put(what, above);
            }
        });
        return more;
    }

    /** What went wrong although nobody was killed. */
    void requireUnharmed() {
        if (failure != null) {
            throw new AssertionError("The scenario fails although nothing is killed: " + failure.getMessage(), failure);
        }
    }
}
