/** What was used and what it cost: tokens counted, price arithmetic. */
@NullMarked
package dev.signalbox.router.usage;

import org.jspecify.annotations.NullMarked;
