/** Stores in the memory of this process: nothing to set up, and gone with it. */
@NullMarked
package dev.signalbox.router.store.memory;

import org.jspecify.annotations.NullMarked;
