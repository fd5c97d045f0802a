package dev.signalbox.router.policy;

/**
 * Chooses a policy where nobody named one; the first rule whose condition holds does.
 *
 * @param name what decisions call it
 * @param when when it applies
 * @param policy the policy that it chooses
 */
public record Rule(String name, Condition when, String policy) {}
