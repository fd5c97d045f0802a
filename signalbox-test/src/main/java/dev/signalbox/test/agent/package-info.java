/** Support for tests of agents' runs: a runtime on a test's thread, assertions, replays and crashes. */
@NullMarked
package dev.signalbox.test.agent;

import org.jspecify.annotations.NullMarked;
