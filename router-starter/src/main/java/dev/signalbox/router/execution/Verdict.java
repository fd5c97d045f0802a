package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Decision;
import java.util.List;

/**
 * A decision and where its attempts may go.
 *
 * @param decision what was decided
 * @param slots the candidates, and after them what is cooling and may be waited for
 */
record Verdict(Decision decision, List<Slot> slots) {}
