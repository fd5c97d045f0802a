package dev.signalbox.samples.rag.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a question stand for itself: puts the one before it in front, if its words point back to something. Clumsy, but
 * enough for a search.
 */
final class FollowUp {

    private static final Pattern BEFORE = Pattern.compile("Question: (.*)");

    private static final Pattern POINTS_BACK = Pattern.compile(
            "^(and|but|or|what about|how about)\\b|\\b(it|its|they|them|their|that|those|this|these|there|he|she|one)\\b",
            Pattern.CASE_INSENSITIVE);

    private FollowUp() {}

    static boolean isAskedFor(String prompt) {
        return prompt.contains("<conversation>");
    }

    static String standalone(String prompt) {
        String before = "";
        Matcher questions = BEFORE.matcher(prompt);
        while (questions.find()) {
            before = questions.group(1).strip();
        }
        String question = Extract.question(prompt);
        return POINTS_BACK.matcher(question).find() ? (before + " " + question).strip() : question;
    }
}
