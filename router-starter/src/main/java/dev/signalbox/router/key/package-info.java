/** Virtual keys: who may call from outside, what each may do, and where they are kept. */
@NullMarked
package dev.signalbox.router.key;

import org.jspecify.annotations.NullMarked;
