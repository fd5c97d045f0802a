/** The Spring Boot side: properties, the beans made of them, and what is said when they do not fit. */
@NullMarked
package dev.signalbox.router.autoconfigure;

import org.jspecify.annotations.NullMarked;
