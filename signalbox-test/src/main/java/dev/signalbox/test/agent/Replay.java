package dev.signalbox.test.agent;

import dev.signalbox.agent.RunView;
import dev.signalbox.agent.journal.Place;
import dev.signalbox.agent.journal.RunStatus;
import dev.signalbox.agent.journal.StepRecord;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lombok.RequiredArgsConstructor;

/** A finished run that is run once more, and what it does that its journal does not have. */
@RequiredArgsConstructor
final class Replay {

    private static final int AROUND = 60;

    private final RunView first;
    private final List<StepRecord> steps;
    private final Queue<String> differences = new ConcurrentLinkedQueue<>();

    /** A step that the journal does not have. */
    AssertionError begins(Place place) {
        String where = place.scope().isEmpty() ? "" : " in branch '" + place.scope() + "'";
        String what = "It does " + place.request() + where + ", which its journal does not have.";
        differences.add(what + like(place));
        return new AssertionError(what);
    }

    /** What the journal has that is most like it, and where the two part. */
    private String like(Place place) {
        return steps.stream()
                .filter(step -> step.kind() == place.request().kind()
                        && step.name().equals(place.request().name())
                        && step.scope().equals(place.scope()))
                .findFirst()
                .map(step -> " The journal has " + step + "." + parting(step, place))
                .orElse("");
    }

    /** A recorded answer to another prompt. */
    void reworded(Place place) {
        StepRecord step = Objects.requireNonNull(place.recorded());
        differences.add(step + " was asked in other words." + parting(step, place));
    }

    private static String parting(StepRecord step, Place place) {
        String then = step.request();
        String now = place.request().request();
        if (then == null || now == null) {
            return "";
        }
        int same = 0;
        while (same < then.length() && same < now.length() && then.charAt(same) == now.charAt(same)) {
            same++;
        }
        return " Then: …" + around(then, same) + "… now: …" + around(now, same) + "…";
    }

    private static String around(String text, int place) {
        return text.substring(Math.max(0, place - AROUND), Math.min(text.length(), place + AROUND));
    }

    /** Says how the second time differs from the first, if it does. */
    void end(RunView second) {
        if (second.status() != RunStatus.SUCCEEDED) {
            differences.add("It ends as " + second.status() + ": " + second.error());
        } else if (!Objects.equals(first.output(), second.output())) {
            differences.add("Its output was " + first.output() + " and is " + second.output() + ".");
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("Replayed from its journal, a run of " + first.program()
                    + " does not do what it did:\n- " + String.join("\n- ", differences)
                    + "\nWhatever comes out differently each time goes through the run: run.now(), run.random(),"
                    + " run.uuid() or run.note(…).");
        }
    }
}
