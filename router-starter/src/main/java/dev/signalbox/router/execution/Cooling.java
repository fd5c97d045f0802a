package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.resilience.Availability;

/**
 * What may not be called now but may be waited for.
 *
 * @param candidate what would be called
 * @param until until when it is left out, and why
 */
record Cooling(Candidate candidate, Availability until) {}
