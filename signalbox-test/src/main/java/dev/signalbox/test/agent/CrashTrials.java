package dev.signalbox.test.agent;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.agent.KillPoint.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/**
 * Plays a scenario again and again, each time killing its process at another write to the journal:
 *
 * <pre>{@code
 * CrashReport report = CrashTrials.everyWrite(TripScenario::new);
 * assertThat(report).endedAlike().repeatedNoStep().neverRepeated(effect -> effect.startsWith("pay"));
 * }</pre>
 */
@RequiredArgsConstructor
public final class CrashTrials {

    private final Supplier<? extends CrashScenario> scenarios;
    private final Supplier<? extends JournalStore> stores;
    private final List<String> failures = new ArrayList<>();
    private final List<String> repeatedSteps = new ArrayList<>();
    private final Map<String, Integer> repeatedEffects = new TreeMap<>();

    /**
     * Kills before and after each write that slices make, over journals in memory.
     *
     * @param scenarios a new one, with a world of its own, for each time
     * @throws AssertionError if the scenario fails although nothing is killed
     */
    public static CrashReport everyWrite(Supplier<? extends CrashScenario> scenarios) {
        return everyWrite(scenarios, MemoryJournalStore::new);
    }

    /**
     * Kills before and after each write that slices make.
     *
     * @param scenarios a new one, with a world of its own, for each time
     * @param stores a journal without runs for each time
     * @throws AssertionError if the scenario fails although nothing is killed
     */
    public static CrashReport everyWrite(
            Supplier<? extends CrashScenario> scenarios, Supplier<? extends JournalStore> stores) {
        return new CrashTrials(scenarios, stores).run();
    }

    /**
     * Kills every process at the same of its writes, until the scenario comes to its end nevertheless, over a journal in memory.
     *
     * @param scenarios a new one, with a world of its own, for each time
     * @param point late enough that each process gets something done; a step may take several writes
     * @throws AssertionError if the scenario fails although nothing is killed
     */
    public static CrashReport everyProcess(Supplier<? extends CrashScenario> scenarios, KillPoint point) {
        return everyProcess(scenarios, MemoryJournalStore::new, point);
    }

    /**
     * Kills every process at the same of its writes, until the scenario comes to its end nevertheless.
     *
     * @param scenarios a new one, with a world of its own, for each time
     * @param stores a journal without runs for each time
     * @param point late enough that each process gets something done; a step may take several writes
     * @throws AssertionError if the scenario fails although nothing is killed
     */
    public static CrashReport everyProcess(
            Supplier<? extends CrashScenario> scenarios, Supplier<? extends JournalStore> stores, KillPoint point) {
        return new CrashTrials(scenarios, stores).run(point);
    }

    private CrashReport run(KillPoint point) {
        CrashTrial unharmed = unharmed();
        CrashTrial killed = new CrashTrial(point, true, scenarios.get(), stores.get()).play();
        compare(unharmed, killed);
        return report(killed.kills());
    }

    private CrashTrial unharmed() {
        CrashTrial unharmed = play(KillPoint.NEVER);
        unharmed.requireUnharmed();
        return unharmed;
    }

    private CrashReport report(int kills) {
        return new CrashReport(kills, failures, repeatedSteps, repeatedEffects);
    }

    private CrashReport run() {
        CrashTrial unharmed = unharmed();
        for (int write = 1; write <= unharmed.writes(); write++) {
            for (Moment moment : Moment.values()) {
                compare(unharmed, play(new KillPoint(write, moment)));
            }
        }
        return report(2 * unharmed.writes());
    }

    private CrashTrial play(KillPoint point) {
        return new CrashTrial(point, false, scenarios.get(), stores.get()).play();
    }

    private void compare(CrashTrial unharmed, CrashTrial killed) {
        killed.difference(unharmed).ifPresent(failures::add);
        repeatedSteps.addAll(killed.repeated(unharmed));
        killed.repeatedEffects(unharmed).forEach((effect, count) -> repeatedEffects.merge(effect, count, Integer::sum));
    }
}
