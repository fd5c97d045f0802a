/** The index in a folder, by Lucene. */
@NullMarked
package dev.signalbox.samples.rag.search.lucene;

import org.jspecify.annotations.NullMarked;
