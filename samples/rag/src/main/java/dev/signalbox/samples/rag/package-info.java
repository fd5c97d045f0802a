/** An assistant that answers from documents and says from which. */
@NullMarked
package dev.signalbox.samples.rag;

import org.jspecify.annotations.NullMarked;
