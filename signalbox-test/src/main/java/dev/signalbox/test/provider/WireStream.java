package dev.signalbox.test.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer as it is streamed.
 *
 * @param chunks the pieces of the content; what comes before it goes out with the first one
 * @param ending what follows the content; empty where the stream just ends
 */
record WireStream(List<String> chunks, String ending) {

    /** This stream, broken off by an error that is told within it. */
    WireStream brokenOff(int after, String error) {
        return new WireStream(chunks.subList(0, Math.min(after, chunks.size())), error);
    }

    /** Collects a stream: what does not count as a chunk goes out with the next one, or with the ending. */
    static final class Builder {

        private final List<String> chunks = new ArrayList<>();

        private final StringBuilder pending = new StringBuilder();

        Builder add(String text) {
            pending.append(text);
            return this;
        }

        Builder addChunk(String text) {
            chunks.add(pending + text);
            pending.setLength(0);
            return this;
        }

        WireStream build() {
            return new WireStream(List.copyOf(chunks), pending.toString());
        }
    }
}
