/** Answers questions from passages, and says from which. */
@NullMarked
package dev.signalbox.samples.rag.answer;

import org.jspecify.annotations.NullMarked;
