/** What happened: attempts, routed calls, and the events that listeners receive. */
@NullMarked
package dev.signalbox.router.event;

import org.jspecify.annotations.NullMarked;
