package dev.signalbox.samples.agentdesk;

import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.router.usage.Cost;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Steps in words. */
final class StepLine {

    private static final int BRIEF = 8;

    private StepLine() {}

    /** Enough of an id. */
    static String brief(String id) {
        return id.substring(0, Math.min(BRIEF, id.length()));
    }

    static String of(StepRecord step) {
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        return "%-6s %-17s %s%s%s"
                .formatted(
                        kind,
                        step.name(),
                        step.kind() == StepKind.MODEL ? model(step) : "",
                        step.error() == null ? "" : " failed",
                        time(step))
                .stripTrailing();
    }

    private static String model(StepRecord step) {
        StepUse use = step.use();
        return "%-8s %-9s %4d tokens %10s".formatted(or(step.policy()), or(step.deployment()), use.tokens(), cost(use));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    static String cost(StepUse use) {
        return new Cost(use.pico(), true).toString();
    }

    private static String time(StepRecord step) {
        return step.endedAt() == null
                ? ""
                : "  " + Duration.between(step.startedAt(), step.endedAt()).toMillis() + " ms";
    }
}
