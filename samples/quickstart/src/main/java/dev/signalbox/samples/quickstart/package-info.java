/** The quickstart: an AI service whose methods are routed by policy, with a provider that fails on purpose. */
@NullMarked
package dev.signalbox.samples.quickstart;

import org.jspecify.annotations.NullMarked;
