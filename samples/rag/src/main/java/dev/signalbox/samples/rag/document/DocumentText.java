package dev.signalbox.samples.rag.document;

import java.util.List;

/**
 * What a document says, without its markup.
 *
 * @param title its title, or its file name if it has none
 * @param blocks its paragraphs, list items and rows of tables, in order
 */
record DocumentText(String title, List<Block> blocks) {

    DocumentText {
        blocks = List.copyOf(blocks);
    }
}
