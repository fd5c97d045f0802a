package dev.signalbox.router.policy;

/**
 * Narrows every call that it matches, whoever named the policy. All guards that match apply.
 *
 * @param name what decisions call it
 * @param when when it applies
 * @param require what a deployment must meet
 */
public record Guard(String name, Condition when, Requirement require) {}
