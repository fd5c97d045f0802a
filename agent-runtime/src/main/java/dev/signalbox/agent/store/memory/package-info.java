/** A journal that ends with its process. */
@NullMarked
package dev.signalbox.agent.store.memory;

import org.jspecify.annotations.NullMarked;
