package dev.signalbox.samples.rag.document;

import org.jspecify.annotations.Nullable;

/**
 * A paragraph, a list item or a row of a table.
 *
 * @param heading the headings above it, joined with {@code " > "}; empty if there is none
 * @param page the page it begins on, from 1; {@code null} where the format has no pages
 * @param text what it says, in one line
 */
record Block(String heading, @Nullable Integer page, String text) {}
