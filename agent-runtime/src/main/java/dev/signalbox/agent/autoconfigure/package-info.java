/** Puts a runtime together from properties and beans of a Spring application. */
@NullMarked
package dev.signalbox.agent.autoconfigure;

import org.jspecify.annotations.NullMarked;
