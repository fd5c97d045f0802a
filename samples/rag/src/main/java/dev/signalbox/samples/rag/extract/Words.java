package dev.signalbox.samples.rag.extract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a text that say what it is about, without their endings. */
final class Words {

    private static final Set<String> COMMON = Set.of(
            ("a about am an and any are as at be been but by can could did do does for from get had has have how i if in"
                            + " into is it its long many may me much must my no not of on or our shall should so that the their them"
                            + " there these they this to was we what when where which who whom why will with would you your")
                    .split(" "));
    private static final String ENDINGS = "(ies|ing|ed|es|s|e|y)$";
    private static final int SHORT = 4;

    private Words() {}

    static Set<String> of(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ENGLISH).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !COMMON.contains(word))
                .map(word -> word.length() <= SHORT ? word.replaceAll("s$", "") : word.replaceAll(ENDINGS, ""))
                .collect(Collectors.toUnmodifiableSet());
    }
}
