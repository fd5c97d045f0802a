/** What the router costs, measured with JMH. */
@NullMarked
package dev.signalbox.bench;

import org.jspecify.annotations.NullMarked;
