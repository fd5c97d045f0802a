/** Journals in a database: SQLite, a file beside the application, or PostgreSQL for many nodes. */
@NullMarked
package dev.signalbox.agent.store.jdbc;

import org.jspecify.annotations.NullMarked;
