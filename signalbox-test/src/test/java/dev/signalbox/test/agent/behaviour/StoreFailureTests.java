package dev.signalbox.test.agent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.journal.JournalStore;
import dev.signalbox.agent.journal.JournalStoreException;
import dev.signalbox.agent.journal.RunRecord;
import dev.signalbox.agent.store.memory.MemoryJournalStore;
import dev.signalbox.test.agent.AgentHarness;
import dev.signalbox.test.agent.harness.TripScenario;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that fails for a moment, at each write in turn, having written or not: runs go on when it is back. */
class StoreFailureTests {

    private static final Set<String> WRITES =
            Set.of("claim", "add", "complete", "end", "wake", "ask", "memory", "start");

    /** Fails once. */
    private static final class Flaky {

        private final JournalStore store = new MemoryJournalStore();
        private final AtomicInteger writes = new AtomicInteger();
        private final int failing;
        private final boolean written;

        Flaky(int failing, boolean written) {
            this.failing = failing;
            this.written = written;
        }

        JournalStore store() {
            return (JournalStore) Proxy.newProxyInstance(
                    JournalStore.class.getClassLoader(),
                    new Class<?>[] {JournalStore.class},
                    (self, method, arguments) -> call(method, arguments));
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            boolean now = inSlice(method, arguments) && writes.incrementAndGet() == failing;
            if (now && !written) {
                throw new JournalStoreException("The database is away", null);
            }
            try {
                Object result = method.invoke(store, arguments);
                if (now) {
                    throw new JournalStoreException("The connection broke", null);
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private static boolean inSlice(Method method, Object[] arguments) {
            boolean fromOutside = method.getName().equals("start") && ((RunRecord) arguments[0]).parent() == null;
            return WRITES.contains(method.getName()) && !fromOutside;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runsGoOnWhenItIsBack(boolean threads) {
        Flaky steady = new Flaky(Integer.MAX_VALUE, false);
        TripScenario unharmed = new TripScenario(threads);
        Object expected = unharmed.play(AgentHarness.over(steady.store(), unharmed::setup));
        List<Object> different = new ArrayList<>();

        for (int write = 1; write <= steady.writes.get(); write++) {
            for (boolean written : new boolean[] {false, true}) {
                TripScenario scenario = new TripScenario(threads);
                Object outcome = outcome(scenario, new Flaky(write, written));
                Map<String, Integer> effects = scenario.effects().counts();
                if (!outcome.equals(expected)
                        || !effects.keySet().equals(unharmed.effects().counts().keySet())) {
                    different.add((written ? "after " : "before ") + write + ": " + outcome);
                }
            }
        }

        assertThat(different).isEmpty();
        assertThat(steady.writes).hasValueGreaterThan(60);
    }

    private static Object outcome(TripScenario scenario, Flaky flaky) {
        try {
            return scenario.play(AgentHarness.over(flaky.store(), scenario::setup));
        } catch (RuntimeException | AssertionError e) {
            return e.toString();
        }
    }
}
