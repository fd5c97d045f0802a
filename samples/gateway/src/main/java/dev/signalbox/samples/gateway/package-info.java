/** The gateway as a program of its own. */
@NullMarked
package dev.signalbox.samples.gateway;

import org.jspecify.annotations.NullMarked;
