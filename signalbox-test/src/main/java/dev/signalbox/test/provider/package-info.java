/** A fake LLM provider over real HTTP sockets, scripted by the test that starts it. */
@NullMarked
package dev.signalbox.test.provider;

import org.jspecify.annotations.NullMarked;
