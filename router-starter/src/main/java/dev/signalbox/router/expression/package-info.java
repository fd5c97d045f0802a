/** Conditions written in SpEL: read-only, checked and compiled before the first call. */
@NullMarked
package dev.signalbox.router.expression;

import org.jspecify.annotations.NullMarked;
