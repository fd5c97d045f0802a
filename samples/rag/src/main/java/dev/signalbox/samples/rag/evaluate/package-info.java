/** How well passages are found, measured on questions whose answers are known. */
@NullMarked
package dev.signalbox.samples.rag.evaluate;

import org.jspecify.annotations.NullMarked;
