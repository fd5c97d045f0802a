/** The same prompts to several models and policies, from the command line. */
@NullMarked
package dev.signalbox.samples.compare;

import org.jspecify.annotations.NullMarked;
