package dev.signalbox.router.provider;

import java.nio.ByteBuffer;

/**
 * Reads along while an answer passes, and tells its attempt what LangChain4j's clients do not: an error inside of the
 * answer, and whether a stream came to its own end. Knows the answers of all dialects: whole JSON, events with JSON, and
 * JSON line by line. Not thread-safe.
 *
 * <p>What LangChain4j 1.19 makes of a stream (Gemini, Mistral and Ollama: 1.18.1):
 *
 * <table>
 * <caption>LangChain4j's streaming clients</caption>
 * <tr><th>client</th><th>error event</th><th>end without end marker</th><th>unreadable event</th></tr>
 * <tr><td>openai</td><td>as data: nothing; as {@code event: error}: an exception, then success</td>
 *     <td>success without finish reason</td><td>an exception, then success</td></tr>
 * <tr><td>anthropic</td><td>an exception with the type</td><td>silence</td><td>left out</td></tr>
 * <tr><td>google-ai-gemini</td><td>nothing</td><td>success without finish reason, but with one after a tool call</td>
 *     <td>left out, then success</td></tr>
 * <tr><td>mistral-ai</td><td>left out</td><td>silence</td><td>left out</td></tr>
 * <tr><td>ollama</td><td>an exception with the words</td><td>silence</td><td>left out</td></tr>
 * </table>
 *
 * <p>A cut connection is an exception in all of them.
 */
final class AnswerWatch {

    private static final int MAX_NAME = 32;

    private enum At {
        LINE_START,
        NAME,
        EVENT_NAME,
        DATA_START,
        DATA,
        LINE_REST
    }

    private final AnswerEvent event;
    private final boolean lines;
    private final StringBuilder name = new StringBuilder(MAX_NAME);
    private At at = At.LINE_START;
    private String eventName = "";
    private boolean carriageReturn;
    private boolean events;

    /**
     * A watch over one answer.
     *
     * @param lines whether each line is an event
     */
    AnswerWatch(AnswerEvent.Findings findings, boolean lines) {
        this.event = new AnswerEvent(findings);
        this.lines = lines;
    }

    /** Takes the next bytes and leaves the buffer as it is. */
    void accept(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            accept(piece.get(i));
        }
    }

    /** Takes the end of the answer. */
    void end() {
        endEvent();
    }

    private void endEvent() {
        event.end(eventName, events || lines);
    }

    /** Lines may end in every way that the clients accept. */
    private void accept(byte next) {
        boolean secondHalf = carriageReturn && next == '\n';
        carriageReturn = next == '\r';
        if (!secondHalf) {
            read(carriageReturn ? (byte) '\n' : next);
        }
    }

    private void read(byte next) {
        switch (at) {
            case LINE_START -> lineStart(next);
            case NAME -> name(next);
            case EVENT_NAME -> eventName(next);
            case DATA_START -> dataStart(next);
            case DATA -> data(next);
            case LINE_REST -> at = next == '\n' ? At.LINE_START : At.LINE_REST;
        }
    }

    private void lineStart(byte next) {
        if (next == '\n') {
            endEvent();
            eventName = "";
        } else if (next == '{' || next == '[') {
            events = false;
            at = At.DATA;
            data(next);
        } else if (!isSpace(next)) {
            name.setLength(0);
            at = At.NAME;
            name(next);
        }
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\t';
    }

    private void name(byte next) {
        if (next == ':') {
            boolean data = name.toString().equals("data");
            at = data ? At.DATA_START : name.toString().equals("event") ? At.EVENT_NAME : At.LINE_REST;
            events |= data;
            name.setLength(0);
        } else if (next == '\n') {
            at = At.LINE_START;
        } else {
            append(next);
        }
    }

    private void append(byte next) {
        if (name.length() < MAX_NAME) {
            name.append((char) next);
        }
    }

    private void eventName(byte next) {
        if (next == '\n') {
            eventName = name.toString().strip();
            at = At.LINE_START;
        } else {
            append(next);
        }
    }

    private void dataStart(byte next) {
        if (!isSpace(next)) {
            at = At.DATA;
            data(next);
        }
    }

    private void data(byte next) {
        boolean stream = events || lines;
        if (next == '\n' && stream) {
            at = At.LINE_START;
            if (!events) {
                endEvent();
            }
        } else if (event.accept(next)) {
            endEvent();
            at = stream ? At.LINE_REST : At.LINE_START;
        }
    }
}
