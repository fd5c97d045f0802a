/** Documents, and the passages that they are made of. */
@NullMarked
package dev.signalbox.samples.rag.document;

import org.jspecify.annotations.NullMarked;
