package dev.signalbox.samples.rag.answer;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.Selection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How one model call was routed.
 *
 * @param task what it was for
 * @param policy the policy it went by
 * @param rule what chose the policy: a rule's name, or where else it was named
 * @param deployment who answered; {@code null} if nobody did
 * @param inputTokens tokens of the request
 * @param outputTokens tokens of the answer
 * @param cost what all attempts cost, for people
 * @param millis how long it took
 * @param failures the attempts that failed before, for people
 */
public record CallReport(
        String task,
        String policy,
        String rule,
        @Nullable String deployment,
        long inputTokens,
        long outputTokens,
        String cost,
        long millis,
        List<String> failures) {

    static CallReport of(String task, RoutedCall call) {
        Decision decision = call.decision();
        return new CallReport(
                task,
                decision.policy().name(),
                chosenBy(decision.selection()),
                call.answeredBy().map(Deployment::id).orElse(null),
                call.usage().input(),
                call.usage().output(),
                call.cost().toString(),
                call.duration().toMillis(),
                call.attempts().stream()
                        .filter(Predicate.not(Attempt::succeeded))
                        .map(Attempt::toString)
                        .toList());
    }

    private static String chosenBy(Selection selection) {
        return selection.rule() == null ? selection.source().toString() : "rule " + selection.rule();
    }
}
