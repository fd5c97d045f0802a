/** Micrometer's observations and meters of runs, their tools and their steps. */
@NullMarked
package dev.signalbox.agent.observe;

import org.jspecify.annotations.NullMarked;
