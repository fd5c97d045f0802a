package dev.signalbox.router.provider.simulated;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with placeholders; other braces stand for themselves. */
final class Template {

    static final String PLACEHOLDER = "\\{(input|model|tool-result|[1-9])}";

    private static final Pattern PATTERN = Pattern.compile(PLACEHOLDER);

    private Template() {}

    /** The text with each placeholder replaced by its value. */
    static String expand(String template, UnaryOperator<String> values) {
        return PATTERN.matcher(template).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    /** The highest number that stands as a placeholder, 0 if none does. */
    static int highestGroup(String template) {
        return PATTERN.matcher(template)
                .results()
                .map(MatchResult::group)
                .filter(placeholder -> Character.isDigit(placeholder.charAt(1)))
                .mapToInt(placeholder -> placeholder.charAt(1) - '0')
                .max()
                .orElse(0);
    }
}
