/** What is known of models in advance: the catalogue of prices and capabilities that is shipped, and files like it. */
@NullMarked
package dev.signalbox.router.catalogue;

import org.jspecify.annotations.NullMarked;
