/** Conditions over the arguments of tools, written in SpEL. */
@NullMarked
package dev.signalbox.agent.expression;

import org.jspecify.annotations.NullMarked;
