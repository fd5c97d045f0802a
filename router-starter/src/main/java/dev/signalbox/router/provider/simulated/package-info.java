/** Deployments that answer by rules instead of calling anybody, for rehearsing policies offline. */
@NullMarked
package dev.signalbox.router.provider.simulated;

import org.jspecify.annotations.NullMarked;
