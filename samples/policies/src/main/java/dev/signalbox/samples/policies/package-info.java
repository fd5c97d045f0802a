/** A cookbook of policies. */
@NullMarked
package dev.signalbox.samples.policies;

import org.jspecify.annotations.NullMarked;
