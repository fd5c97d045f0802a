/** When a deployment is left out: kinds of failure, cooldowns and the probe that ends them. */
@NullMarked
package dev.signalbox.router.resilience;

import org.jspecify.annotations.NullMarked;
