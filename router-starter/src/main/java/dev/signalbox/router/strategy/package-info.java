/** In which order the candidates of one model are tried. */
@NullMarked
package dev.signalbox.router.strategy;

import org.jspecify.annotations.NullMarked;
