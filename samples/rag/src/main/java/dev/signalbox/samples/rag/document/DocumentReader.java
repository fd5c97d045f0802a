package dev.signalbox.samples.rag.document;

import java.io.IOException;

/** Reads documents of one format. */
interface DocumentReader {

    /**
     * Reads a document.
     *
     * @param path where it lies, for a document that has no title
     * @throws IOException if it is not of the format
     */
    DocumentText read(String path, byte[] content) throws IOException;
}
