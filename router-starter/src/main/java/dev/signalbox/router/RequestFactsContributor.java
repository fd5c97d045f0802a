package dev.signalbox.router;

import dev.signalbox.router.policy.CallFacts;

/**
 * Adds facts that the caller does not say by itself, such as tenant and user from the security context. Asked once for
 * each AI-service invocation, and for each call outside of one, on the caller's thread. What the caller says explicitly
 * wins. If it throws, so does the call: facts that guards rely on are never silently missing.
 */
@FunctionalInterface
public interface RequestFactsContributor {

    /** The facts so far and what there is to add. */
    CallFacts contribute(CallFacts facts);
}
