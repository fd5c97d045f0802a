/** What happened, for Micrometer: observations of calls and attempts, and meters. */
@NullMarked
package dev.signalbox.router.observe;

import org.jspecify.annotations.NullMarked;
