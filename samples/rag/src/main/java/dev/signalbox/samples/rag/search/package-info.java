/** Finds passages by their words, by their meaning, or by both. */
@NullMarked
package dev.signalbox.samples.rag.search;

import org.jspecify.annotations.NullMarked;
