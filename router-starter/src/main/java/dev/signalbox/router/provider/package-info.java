/** How a configured deployment becomes LangChain4j models: one small class per dialect. */
@NullMarked
package dev.signalbox.router.provider;

import org.jspecify.annotations.NullMarked;
