/** Stores in Redis, for many nodes. */
@NullMarked
package dev.signalbox.router.store.redis;

import org.jspecify.annotations.NullMarked;
