/** The public face: one router, its two LangChain4j models, the annotation and the parameters that choose a policy. */
@NullMarked
package dev.signalbox.router;

import org.jspecify.annotations.NullMarked;
