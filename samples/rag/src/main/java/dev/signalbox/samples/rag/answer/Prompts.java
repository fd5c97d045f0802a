package dev.signalbox.samples.rag.answer;

import dev.signalbox.samples.rag.document.Passage;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How passages and conversations are shown to a model. */
final class Prompts {

    private static final Pattern TAG =
            Pattern.compile("<(?=\\s*/?\\s*(?:passage|question|conversation)\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern BRACKETS = Pattern.compile("\\[(\\d[\\d\\s,]*)]");

    private Prompts() {}

    static String passages(List<Source> sources) {
        return sources.stream().map(Prompts::passage).collect(Collectors.joining("\n\n"));
    }

    private static String passage(Source source) {
        Passage passage = source.passage();
        String heading = passage.heading().isEmpty() ? "" : " > " + passage.heading();
        return "<passage number=\"%d\">\n%s%s\n%s\n</passage>"
                .formatted(source.number(), data(passage.title()), data(heading), data(passage.text()));
    }

    static String conversation(List<Conversations.Turn> turns) {
        return turns.stream()
                .map(turn -> "Question: " + data(turn.question()) + "\nAnswer: " + data(turn.answer()))
                .collect(Collectors.joining("\n"));
    }

    /** So that data neither opens nor closes a tag of ours, and a footnote of its own is no citation of a source. */
    static String data(String text) {
        return BRACKETS.matcher(TAG.matcher(text).replaceAll("‹")).replaceAll("($1)");
    }
}
