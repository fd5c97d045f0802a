/** Comparisons over real HTTP, and ones that are killed. */
@NullMarked
package dev.signalbox.test.compare;

import org.jspecify.annotations.NullMarked;
