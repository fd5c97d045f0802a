/** Support for tests: scripted models, a fake clockwork, assertions, and {@link dev.signalbox.test.SignalboxTest}. */
@NullMarked
package dev.signalbox.test;

import org.jspecify.annotations.NullMarked;
