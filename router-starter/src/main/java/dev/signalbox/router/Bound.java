package dev.signalbox.router;

import dev.signalbox.router.policy.CallFacts;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one model have in common.
 *
 * @param policy the policy by which they go, {@code null} if each call decides
 * @param origin whence each of them comes
 */
record Bound(@Nullable String policy, Supplier<CallOrigin> origin) {

    private static final Supplier<CallOrigin> UNKNOWN = () -> CallOrigin.UNKNOWN;

    static final Bound NOTHING = from(UNKNOWN);

    static Bound to(String policy) {
        return new Bound(policy, UNKNOWN);
    }

    /** Whether somebody says whence each call comes. */
    boolean hasOrigin() {
        return origin != UNKNOWN;
    }

    /** The policy by which a call will go that says nothing itself, as far as that is certain; else {@code null}. */
    @Nullable
    String certainPolicy(CallFacts ofOrigin) {
        if (policy != null) {
            return policy;
        }
        return ofOrigin.policy() == null ? ofOrigin.agentPolicy() : ofOrigin.policy();
    }

    static Bound from(Supplier<CallOrigin> origin) {
        return new Bound(null, origin);
    }
}
