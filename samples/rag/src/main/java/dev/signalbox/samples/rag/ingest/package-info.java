/** Brings the index in line with the documents. */
@NullMarked
package dev.signalbox.samples.rag.ingest;

import org.jspecify.annotations.NullMarked;
