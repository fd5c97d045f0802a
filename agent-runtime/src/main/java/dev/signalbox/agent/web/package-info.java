/** Runs over HTTP: start, read, follow, steer and decide; whoever gets through to it may do all of that. */
@NullMarked
package dev.signalbox.agent.web;

import org.jspecify.annotations.NullMarked;
