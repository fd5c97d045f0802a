/** Which model or policy is good enough for prompts of one's own, and what it costs: calls, grades, statistics, results. */
@NullMarked
package dev.signalbox.router.compare;

import org.jspecify.annotations.NullMarked;
