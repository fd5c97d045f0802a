package dev.signalbox.samples.rag.answer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbers in square brackets by which an answer cites its sources: {@code [1]}, {@code [1][2]} or {@code [1, 2]}. */
final class Citations {

    private static final Pattern BRACKETS = Pattern.compile("\\[(\\d{1,3}(?:\\s*,\\s*\\d{1,3})*)]");

    private Citations() {}

    /** The numbers of those sources which there are, in the order of their first mention. */
    static List<Integer> of(String answer, int sources) {
        return BRACKETS.matcher(answer)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("\\s*,\\s*")))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= sources)
                .distinct()
                .toList();
    }

    /** What an answer says besides. */
    static String without(String answer) {
        return BRACKETS.matcher(answer).replaceAll("");
    }
}
