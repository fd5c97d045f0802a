/** Programs for what agents often do, to be taken as they are or to be copied. */
@NullMarked
package dev.signalbox.agent.pattern;

import org.jspecify.annotations.NullMarked;
