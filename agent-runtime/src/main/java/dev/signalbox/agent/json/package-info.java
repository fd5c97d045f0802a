/** Turns what runs take, give and keep into JSON and back, always in the same words. */
@NullMarked
package dev.signalbox.agent.json;

import org.jspecify.annotations.NullMarked;
