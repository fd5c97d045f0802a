package dev.signalbox.router.ledger;

import dev.signalbox.router.event.Attempt;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.resilience.Failure;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.router.usage.LedgerCaller;
import dev.signalbox.router.usage.LedgerEntry;
import dev.signalbox.router.usage.LedgerEntry.LedgerEntryBuilder;
import dev.signalbox.router.usage.LedgerOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The records of what has ended. */
final class Entries {

    private Entries() {}

    static LedgerEntry of(Decision decision, Attempt attempt, Instant now) {
        Duration firstContent = attempt.firstContent();
        return begun(decision, attempt.failure(), now)
                .attempt(attempt.number())
                .model(attempt.model())
                .provider(attempt.deployment().provider())
                .deployment(attempt.deployment().id())
                .usage(attempt.usage())
                .cost(attempt.cost())
                .latency(millis(attempt.duration()))
                .firstContent(firstContent == null ? null : millis(firstContent))
                .build();
    }

    static LedgerEntry of(RoutedCall call, Instant now) {
        Attempt answer =
                call.attempts().stream().filter(Attempt::succeeded).findFirst().orElse(null);
        Deployment deployment = answer == null ? null : answer.deployment();
        return begun(call.decision(), call.failure(), now)
                .model(answer == null ? null : answer.model())
                .provider(deployment == null ? null : deployment.provider())
                .deployment(deployment == null ? null : deployment.id())
                .usage(call.usage())
                .cost(call.cost())
                .latency(millis(call.duration()))
                .build();
    }

    private static LedgerEntryBuilder begun(Decision decision, @Nullable Failure failure, Instant now) {
        return LedgerEntry.builder()
                .time(now)
                .callId(decision.id())
                .shadowOf(decision.facts().shadowOf())
                .policy(decision.policy().name())
                .rule(decision.selection().rule())
                .caller(caller(decision.facts()))
                .outcome(outcome(failure))
                .failure(failure == null ? null : failure.kind().toString())
                .status(failure == null ? null : failure.status());
    }

    private static LedgerOutcome outcome(@Nullable Failure failure) {
        if (failure == null) {
            return LedgerOutcome.OK;
        }
        return failure.kind() == FailureKind.CANCELLED ? LedgerOutcome.CANCELLED : LedgerOutcome.FAILED;
    }

    private static LedgerCaller caller(RequestFacts facts) {
        return LedgerCaller.builder()
                .service(facts.service())
                .method(facts.method())
                .agent(facts.agent())
                .role(facts.role())
                .tenant(facts.tenant())
                .user(facts.user())
                .key(facts.key())
                .session(facts.session())
                .run(facts.run())
                .step(facts.step())
                .tags(facts.tags())
                .build();
    }

    private static Duration millis(Duration exact) {
        return Duration.ofMillis(exact.toMillis());
    }
}
