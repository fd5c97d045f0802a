package dev.signalbox.agent.port;

import dev.signalbox.agent.journal.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Sends the next model call of a branch that has got stuck to a stronger policy, and those after it back. */
@RequiredArgsConstructor
public final class Escalation {

    private final @Nullable String policy;

    /** Lets the branch's next call escalate. */
    public void next(Scope scope) {
        flag(scope).set(true);
    }

    /** The policy of the call that is made now, {@code null} for its own. */
    @Nullable
    String take(Scope scope) {
        return flag(scope).getAndSet(false) ? policy : null;
    }

    private static AtomicBoolean flag(Scope scope) {
        return scope.keep(Escalation.class, AtomicBoolean::new);
    }
}
