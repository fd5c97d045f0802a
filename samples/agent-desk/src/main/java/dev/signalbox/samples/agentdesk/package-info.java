/** A travel desk whose agents go on where they were when their process was killed. */
@NullMarked
package dev.signalbox.samples.agentdesk;

import org.jspecify.annotations.NullMarked;
