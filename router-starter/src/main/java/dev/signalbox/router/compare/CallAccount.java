package dev.signalbox.router.compare;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.NoCandidateException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.usage.Cost;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made, with what is known of it whether it failed or not.
 *
 * @param answer what was answered, {@code null} after a failure
 * @param failure the kind of the failure, {@code null} after an answer
 * @param unasked why no model got to say anything, {@code null} if one did
 * @param call what was tried, {@code null} if it did not come that far
 */
record CallAccount(
        @Nullable String answer,
        @Nullable String failure,
        @Nullable Unasked unasked,
        @Nullable RoutedCall call) {

    static CallAccount of(Router router, ChatRequest request, CallFacts facts) {
        AtomicReference<RoutedCall> ended = new AtomicReference<>();
        CallWatch watch = new CallWatch() {
            @Override
            public void ended(RoutedCall call) {
                ended.set(call);
            }
        };
        try {
            String text = router.chat(request, facts, null, watch)
                    .response()
                    .aiMessage()
                    .text();
            return new CallAccount(text == null ? "" : text, null, null, ended.get());
        } catch (RuntimeException e) {
            return new CallAccount(null, kind(e, ended.get()), Unasked.of(e), ended.get());
        }
    }

    private static String kind(RuntimeException thrown, @Nullable RoutedCall call) {
        if (thrown instanceof NoCandidateException) {
            return "NO_CANDIDATE";
        }
        if (call != null && call.failure() != null) {
            return call.failure().kind().name();
        }
        return RoutingFailure.of(thrown)
                .map(failure -> failure.kind().name())
                .orElse(thrown.getClass().getSimpleName());
    }

    Cost cost() {
        return call == null ? Cost.ZERO : call.cost();
    }

    List<String> deployments() {
        return call == null
                ? List.of()
                : call.attempts().stream()
                        .map(Attempt::deployment)
                        .map(deployment -> deployment.id())
                        .distinct()
                        .toList();
    }
}
