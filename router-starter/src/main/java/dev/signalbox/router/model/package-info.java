/** What exists: models, their deployments, capabilities and prices. */
@NullMarked
package dev.signalbox.router.model;

import org.jspecify.annotations.NullMarked;
