package dev.signalbox.router.policy;

import org.jspecify.annotations.Nullable;

/**
 * The policy of a call and how it was found.
 *
 * @param policy the policy
 * @param source who named it
 * @param rule the rule that chose it, if one did
 */
public record Selection(
        Policy policy, PolicySource source, @Nullable String rule) {}
