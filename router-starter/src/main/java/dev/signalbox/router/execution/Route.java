package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.strategy.Strategy;
import java.util.List;

/**
 * A policy resolved against the catalogue.
 *
 * @param policy the policy
 * @param strategy orders the candidates of each model
 * @param models the deployments of each of its models, in order; each deployment once
 */
record Route(Policy policy, Strategy strategy, List<List<Candidate>> models) {}
