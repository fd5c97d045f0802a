package dev.signalbox.samples.rag.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the page asks.
 *
 * @param conversation names the conversation, as the page likes
 * @param question what is asked
 */
record Asked(@Nullable String conversation, @Nullable String question) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_QUESTION = 2000;

    String checkedConversation() {
        return checked("conversation", conversation, LONGEST_NAME);
    }

    String checkedQuestion() {
        return checked("question", question, LONGEST_QUESTION);
    }

    private static String checked(String name, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "'%s' is missing".formatted(name));
        }
        if (text.length() > longest) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "'%s' has %d characters; at most %d are allowed".formatted(name, text.length(), longest));
        }
        return text.strip();
    }
}
