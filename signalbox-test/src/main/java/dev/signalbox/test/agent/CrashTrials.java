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

    private CrashReport run() {
        CrashTrial unharmed = play(KillPoint.NEVER);
        unharmed.requireUnharmed();
        for (int write = 1; write <= unharmed.writes(); write++) {
            for (Moment moment : Moment.values()) {
                compare(unharmed, play(new KillPoint(write, moment)));
            }
        }
        return new CrashReport(2 * unharmed.writes(), failures, repeatedSteps, repeatedEffects);
    }

    private CrashTrial play(KillPoint point) {
        return new CrashTrial(point, scenarios.get(), stores.get()).play();
    }

    private void compare(CrashTrial unharmed, CrashTrial killed) {
        killed.difference(unharmed).ifPresent(failures::add);
        repeatedSteps.addAll(killed.repeated(unharmed));
        killed.repeatedEffects(unharmed).forEach((effect, count) -> repeatedEffects.merge(effect, count, Integer::sum));
    }
}
