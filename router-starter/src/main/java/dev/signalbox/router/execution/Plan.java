package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Decision;
import java.util.List;

/**
 * A decision and what follows from it for the attempts.
 *
 * @param snapshot the configuration it was decided against
 * @param decision what was decided
 * @param terms what the policy says about the course of the call
 * @param slots the candidates, and after them what is cooling and may be waited for
 */
record Plan(Snapshot snapshot, Decision decision, Terms terms, List<Slot> slots) {}
