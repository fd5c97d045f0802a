/** Budgets: what may be used per window, what is reserved for calls under way, and the store that counts both. */
@NullMarked
package dev.signalbox.router.budget;

import org.jspecify.annotations.NullMarked;
