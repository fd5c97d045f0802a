package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.strategy.Strategy;
import java.util.List;

/**
 * A policy resolved against the catalogue.
 *
 * @param policy the policy
 * @param strategy orders the candidates of each tier
 * @param tiers what is ordered together, one tier after the other: the deployments of each model, or those of all; each
 *     deployment once
 */
record Route(Policy policy, Strategy strategy, List<List<Candidate>> tiers) {}
