package dev.signalbox.agent.routing;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** The money of the runs that have slices open in this process. */
@Slf4j
@RequiredArgsConstructor
final class RunAccounts {

    private final Map<RunId, RunAccount> open = new ConcurrentHashMap<>();
    private final Router router;
    private final Supplier<String> ids;

    RunBudget open(RunId run, long grantedPico, long spentPico) {
        RunAccount opened = Objects.requireNonNull(open.compute(run, (id, there) -> {
            RunAccount account = there == null ? new RunAccount(run, ids.get()) : there;
            account.open(grantedPico, spentPico);
            return account;
        }));
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                close(run, opened);
            }
        };
    }

    private void close(RunId run, RunAccount account) {
        open.computeIfPresent(run, (id, there) -> account.close() ? null : there);
        forgetIfIdle(account);
    }

    /** The money that a step's calls may cost: its run's and that of the run's ancestors, where it is limited. */
    List<RunAccount> of(StepFacts facts) {
        return open.isEmpty()
                ? List.of()
                : Stream.concat(facts.lastWord() ? Stream.of() : Stream.of(facts.run()), facts.ancestors().stream())
                        .distinct()
                        .map(open::get)
                        .filter(Objects::nonNull)
                        .toList();
    }

    void ended(RunAccount account, RoutedCall call) {
        account.end(call.cost().pico(), !call.attempts().isEmpty());
        forgetIfIdle(account);
    }

    /** What a store keeps of it for want of this is a few numbers, so a run does not fail for it. */
    private void forgetIfIdle(RunAccount account) {
        if (!account.isIdle()) {
            return;
        }
        try {
            router.forgetBudget(account.budget(), account.subject());
        } catch (RuntimeException e) {
            log.warn("The account '{}' of a run's cost could not be forgotten: {}", account.subject(), e.toString());
        }
    }
}
