package dev.signalbox.test.agent;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what crashes did. */
public final class CrashReportAssert extends AbstractAssert<CrashReportAssert, CrashReport> {

    CrashReportAssert(CrashReport actual) {
        super(actual, CrashReportAssert.class);
    }

    /** Wherever a process was killed, everything came out as if none had been. */
    public CrashReportAssert endedAlike() {
        return none("came out otherwise", report().failures());
    }

    /** Nothing that was recorded was done again. */
    public CrashReportAssert repeatedNoStep() {
        return none("were recorded and done again", report().repeatedSteps());
    }

    /** Nothing was done again for which this holds, recorded or not. */
    public CrashReportAssert neverRepeated(Predicate<String> effect) {
        Set<String> repeated = report().repeatedEffects().keySet().stream()
                .filter(effect)
                .collect(Collectors.toCollection(TreeSet::new));
        return none("were done again", List.copyOf(repeated));
    }

    /** So many processes were killed at least, so that it is worth something. */
    public CrashReportAssert hasKillsFrom(int count) {
        if (report().kills() < count) {
            failWithMessage("Expected at least <%s> kills, but there were <%s>.", count, report().kills());
        }
        return this;
    }

    private CrashReport report() {
        isNotNull();
        return actual;
    }

    private CrashReportAssert none(String what, List<String> found) {
        if (!found.isEmpty()) {
            failWithMessage(
                    "Of %s kills, %s %s:%n- %s", report().kills(), found.size(), what, String.join("\n- ", found));
        }
        return this;
    }
}
