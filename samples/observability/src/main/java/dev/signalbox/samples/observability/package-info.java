/** Traces and meters of routed calls. */
@NullMarked
package dev.signalbox.samples.observability;

import org.jspecify.annotations.NullMarked;
