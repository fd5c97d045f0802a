package dev.signalbox.samples.rag.document;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a document, small enough to be found and cited.
 *
 * @param document the document's path below the documents' folder, with slashes
 * @param number its place in the document, from 0
 * @param title the document's title
 * @param heading the headings above it, joined with {@code " > "}; empty if there is none
 * @param page the page that it begins on, from 1; {@code null} where the format has no pages
 * @param text what it says, without markup
 */
public record Passage(
        String document,
        int number,
        String title,
        String heading,
        @Nullable Integer page,
        String text) {

    /** Names the passage among all. */
    public String id() {
        return document + "#" + number;
    }
}
