/** Who works on a run and when; knows nothing of what runs do. */
@NullMarked
package dev.signalbox.agent.dispatch;

import org.jspecify.annotations.NullMarked;
