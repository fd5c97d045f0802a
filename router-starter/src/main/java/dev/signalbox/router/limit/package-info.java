/** Requests and tokens per minute, kept in memory by Bucket4j. */
@NullMarked
package dev.signalbox.router.limit;

import org.jspecify.annotations.NullMarked;
