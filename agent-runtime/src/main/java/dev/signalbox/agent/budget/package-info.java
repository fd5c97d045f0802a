/** What a run may use, and what becomes of it when it has. */
@NullMarked
package dev.signalbox.agent.budget;

import org.jspecify.annotations.NullMarked;
