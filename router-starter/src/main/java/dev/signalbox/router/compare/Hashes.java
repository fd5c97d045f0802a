package dev.signalbox.router.compare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells whether texts have changed. */
final class Hashes {

    private Hashes() {}

    /** Of what is sent. */
    static String ofContent(ComparedPrompt prompt) {
        return of(prompt.messages().toString());
    }

    /** Of what is asked of the answer; as JSON, which tells one text with a comma from two. */
    static String ofGrading(ComparedPrompt prompt) {
        return of(ComparisonJson.MAPPER.writeValueAsString(Arrays.asList(
                prompt.expected(),
                prompt.contains(),
                prompt.regex(),
                prompt.schema(),
                prompt.reference(),
                prompt.rubric())));
    }

    static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
