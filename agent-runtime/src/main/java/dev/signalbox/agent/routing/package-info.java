/** Where model calls of runs go: by a router, or straight to a model; nothing else of the runtime knows the router. */
@NullMarked
package dev.signalbox.agent.routing;

import org.jspecify.annotations.NullMarked;
