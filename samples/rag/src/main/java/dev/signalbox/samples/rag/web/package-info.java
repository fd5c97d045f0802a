/** The assistant over HTTP, and its page. */
@NullMarked
package dev.signalbox.samples.rag.web;

import org.jspecify.annotations.NullMarked;
