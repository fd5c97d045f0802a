/** Contracts of the stores, as tests that each store must pass: ours, and those that applications write. */
@NullMarked
package dev.signalbox.test.store;

import org.jspecify.annotations.NullMarked;
