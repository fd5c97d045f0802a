package dev.signalbox.router.compare;

import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Looks for a pattern, and gives up where the pattern would go over the answer again and again without end. */
record RegexCheck(int mostLooks) implements BiFunction<String, String, Grade> {

    RegexCheck() {
        this(100_000_000);
    }

    @Override
    public Grade apply(String regex, String answer) {
        return Grade.of(Pattern.compile(regex).matcher(new Looks(answer)).find(), "pattern");
    }

    /** A text that counts how often it is looked at: a matcher can be stopped in no other way. */
    private final class Looks implements CharSequence {

        private final String text;
        private int looks;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > mostLooks) {
                throw new PatternTooSlowException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Its name is the reason that the outcome tells. */
    private static final class PatternTooSlowException extends RuntimeException {}
}
