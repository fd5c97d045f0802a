package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Has each grader grade an answer once. */
@Slf4j
@RequiredArgsConstructor
final class Grading {

    private final List<Grader> graders;
    private final boolean retryFailures;

    /** Whether no grader has to be asked any more. */
    boolean isDone(PlannedCall planned, Outcome outcome) {
        return graders(planned, outcome).allMatch(grader -> isKept(grader, planned, outcome));
    }

    private Stream<Grader> graders(PlannedCall planned, Outcome outcome) {
        return graders.stream().filter(grader -> outcome.answer() != null && grader.grades(planned.prompt()));
    }

    private boolean isKept(Grader grader, PlannedCall planned, Outcome outcome) {
        Map<String, ?> said = retryFailures ? outcome.grades() : outcome.reasons();
        return isOfToday(planned, outcome) && said.containsKey(grader.name());
    }

    /** Whether the answer was graded by the expectations that the prompt has now. */
    private static boolean isOfToday(PlannedCall planned, Outcome outcome) {
        return outcome.gradingHash().equals(planned.gradingHash());
    }

    /**
     * Asks the graders that have not graded the answer yet. What others have said of it is kept.
     *
     * @param onlyFree whether only those are asked that call no model
     * @throws CancellationException if a model's call was cancelled
     */
    Outcome grade(PlannedCall planned, Outcome outcome, boolean onlyFree) {
        boolean ofToday = isOfToday(planned, outcome);
        Map<String, Double> grades = new LinkedHashMap<>(ofToday ? outcome.grades() : Map.of());
        Map<String, String> reasons = new LinkedHashMap<>(ofToday ? outcome.reasons() : Map.of());
        Cost cost = outcome.gradingCost();
        String answer = Objects.requireNonNullElse(outcome.answer(), "");
        for (Grader grader : graders(planned, outcome).toList()) {
            if (!isKept(grader, planned, outcome) && (grader.isFree() || !onlyFree)) {
                Grade grade = graded(grader, planned.prompt(), answer);
                reasons.put(grader.name(), grade.reason());
                cost = cost.plus(grade.cost());
                if (grade.score() != null) {
                    grades.put(grader.name(), grade.score());
                }
            }
        }
        Outcome graded = outcome.toBuilder()
                .gradingHash(planned.gradingHash())
                .grades(grades)
                .reasons(reasons)
                .gradingCostUsd(cost.usd())
                .gradingCostComplete(cost.complete())
                .build();
        Outcome seen = today(planned, graded);
        return graded.toBuilder().category(seen.category()).grade(seen.grade()).build();
    }

    /** The outcome as today's graders see it, in today's category. Without a grade of each of them it has none. */
    Outcome today(PlannedCall planned, Outcome outcome) {
        List<String> names = graders(planned, outcome).map(Grader::name).toList();
        Map<String, Double> grades = new LinkedHashMap<>(isOfToday(planned, outcome) ? outcome.grades() : Map.of());
        Map<String, String> reasons = new LinkedHashMap<>(isOfToday(planned, outcome) ? outcome.reasons() : Map.of());
        grades.keySet().retainAll(names);
        reasons.keySet().retainAll(names);
        return outcome.toBuilder()
                .category(planned.prompt().category())
                .grades(grades)
                .reasons(reasons)
                .grade(outcome.answer() == null ? Double.valueOf(0) : mean(grades, names.size()))
                .build();
    }

    private static @Nullable Double mean(Map<String, Double> grades, int graders) {
        if (graders == 0 || grades.size() < graders) {
            return null;
        }
        return grades.values().stream().mapToDouble(Double::doubleValue).sum() / graders;
    }

    private static Grade graded(Grader grader, ComparedPrompt prompt, String answer) {
        try {
            return grader.grade(prompt, answer);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // the latter of patterns that a long answer nests deeply
            log.warn("The grader '{}' failed at the prompt '{}': {}", grader.name(), prompt.id(), e.getClass());
            return Grade.ungraded("The grader failed: " + e.getClass().getSimpleName(), Cost.ZERO);
        }
    }
}
