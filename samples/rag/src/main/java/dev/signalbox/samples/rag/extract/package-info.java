/** The stand-in for models: it takes sentences out of the passages, and generates nothing. */
@NullMarked
package dev.signalbox.samples.rag.extract;

import org.jspecify.annotations.NullMarked;
