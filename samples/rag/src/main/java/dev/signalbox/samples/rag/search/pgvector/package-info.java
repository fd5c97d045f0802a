/** The index in PostgreSQL, by its full-text search and pgvector. */
@NullMarked
package dev.signalbox.samples.rag.search.pgvector;

import org.jspecify.annotations.NullMarked;
