package dev.signalbox.router.compare;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How texts are made alike before they are compared. Whether an accent is part of its letter or stands behind it never matters
 * (Unicode's normalisation form C).
 *
 * @param ignoreCase whether case does not matter
 * @param collapseSpace whether kind and number of spaces and line ends around and between words do not matter
 * @param ignoreFinalPoint whether points and other marks at the end do not matter
 */
public record Normalisation(boolean ignoreCase, boolean collapseSpace, boolean ignoreFinalPoint) {

    /** Everything that does not matter to people. */
    public static final Normalisation LENIENT = new Normalisation(true, true, true);

    /** Every character matters. */
    public static final Normalisation STRICT = new Normalisation(false, false, false);

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern FINAL = Pattern.compile("[.!?]+\\s*$", Pattern.UNICODE_CHARACTER_CLASS);

    String apply(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String alike = ignoreCase ? composed.toLowerCase(Locale.ROOT) : composed;
        alike = collapseSpace ? SPACE.matcher(alike).replaceAll(" ").strip() : alike;
        return ignoreFinalPoint ? withoutFinalPoint(alike) : alike;
    }

    /** A text of nothing but marks is what it is. */
    private String withoutFinalPoint(String text) {
        String bare = FINAL.matcher(text).replaceAll("");
        if (bare.isBlank()) {
            return text;
        }
        return collapseSpace ? bare.strip() : bare;
    }
}
