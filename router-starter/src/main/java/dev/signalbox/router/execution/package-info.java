/** How a call runs: the state machine of one logical call and the drivers that carry out its commands. */
@NullMarked
package dev.signalbox.router.execution;

import org.jspecify.annotations.NullMarked;
