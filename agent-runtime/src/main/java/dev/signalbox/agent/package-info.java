/** Durable runs of agents: programs in plain Java, started, watched and steered through one runtime. */
@NullMarked
package dev.signalbox.agent;

import org.jspecify.annotations.NullMarked;
