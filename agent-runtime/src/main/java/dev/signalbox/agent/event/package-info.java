/** What happens in runs, for those who want to follow: typed, as it happens and as it was written. */
@NullMarked
package dev.signalbox.agent.event;

import org.jspecify.annotations.NullMarked;
