/** What the effects of a run go through, so that each is done once and recorded. */
@NullMarked
package dev.signalbox.agent.port;

import org.jspecify.annotations.NullMarked;
