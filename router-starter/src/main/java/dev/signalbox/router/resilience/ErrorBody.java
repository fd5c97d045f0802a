package dev.signalbox.router.resilience;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a failure, read from the shapes that providers give it.
 *
 * @param codes the codes, as the provider spells them
 * @param words the provider's own words in lower case; they may repeat a prompt or a key and go no further
 * @param status the status that the body names, if it names one
 * @param pause how long the provider asks to be left alone, if the body says so
 */
record ErrorBody(
        List<String> codes,
        String words,
        @Nullable Integer status,
        @Nullable Duration pause) {

    static final ErrorBody NONE = new ErrorBody(List.of(), "", null, null);

    /** Stands among the codes where a provider has refused the prompt instead of answering. */
    static final String BLOCKED = "blockReason";

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_WORDS = 4096;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,8}(\\.\\d{1,9})?s?");
    /** Types of envelopes. */
    private static final Set<String> NO_CODES = Set.of("error", "message", "message_delta");

    private static final String BLOCK_REASON = "promptFeedback.blockReason";
    private static final Set<String> STOP_REASONS = Set.of("stop_reason", "delta.stop_reason");
    private static final Set<String> CODES = Set.of(
            "code",
            "type",
            "status",
            "error_type",
            "error.code",
            "error.type",
            "error.status",
            "error.error_type",
            "error.metadata.error_type",
            "error.innererror.code",
            "error.availability.code",
            "error.details.reason",
            "error.details.error_code",
            "error.details.violations.quotaId",
            "choices.error.code",
            "choices.error.type",
            "choices.error.metadata.error_type");
    private static final Set<String> WORDS =
            Set.of("error", "message", "detail", "error.message", "choices.error.message");
    private static final Set<String> PAUSES = Set.of("error.details.retryDelay", "error.availability.retry_after");
    private static final JsonScan.Paths PATHS = JsonScan.Paths.of(paths());

    private static Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>(CODES);
        paths.addAll(WORDS);
        paths.addAll(PAUSES);
        paths.addAll(STOP_REASONS);
        paths.add(BLOCK_REASON);
        return paths;
    }

    /** Reads a body; one that is not JSON consists of words alone. */
    static ErrorBody read(String body) {
        String bounded = body.length() <= MAX_LENGTH ? body : body.substring(0, MAX_LENGTH);
        String start = bounded.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return new ErrorBody(List.of(), lower(bounded), null, null);
        }
        Reading reading = new Reading();
        JsonScan scan = new JsonScan(PATHS, reading);
        for (byte next : bounded.getBytes(StandardCharsets.UTF_8)) {
            scan.accept(next);
        }
        return reading.read();
    }

    private static String lower(String words) {
        return words.substring(0, Math.min(words.length(), MAX_WORDS)).toLowerCase(Locale.ROOT);
    }

    private static final class Reading implements JsonScan.Sink {
        private final Set<String> codes = new LinkedHashSet<>();
        private final StringBuilder words = new StringBuilder();
        private @Nullable Integer status;
        private @Nullable Duration pause;

        @Override
        public void value(String path, String value) {
            if (value.equals("{")) {
                return;
            }
            if (path.equals(BLOCK_REASON)) {
                codes.add(BLOCKED);
                code(value);
            } else if (STOP_REASONS.contains(path)) {
                code(value);
            } else if (PAUSES.contains(path)) {
                pause = pause == null ? seconds(value) : pause;
            } else if (CODES.contains(path)) {
                code(value);
            } else {
                words.append(value).append('\n');
            }
        }

        /** What does not look like a code is a sentence; quotas of the provider are named in both ways. */
        private void code(String value) {
            if (STATUS.matcher(value).matches()) {
                status = status == null ? Integer.valueOf(value) : status;
            } else if (!CODE.matcher(value).matches()) {
                words.append(value).append('\n');
            } else if (!NO_CODES.contains(value) && codes.size() < 16) {
                codes.add(value);
            }
        }

        private static @Nullable Duration seconds(String value) {
            if (!SECONDS.matcher(value).matches()) {
                return null;
            }
            BigDecimal seconds = new BigDecimal(value.endsWith("s") ? value.substring(0, value.length() - 1) : value);
            return Duration.ofNanos(seconds.movePointRight(9).longValue());
        }

        ErrorBody read() {
            return new ErrorBody(List.copyOf(codes), lower(words.toString()), status, pause);
        }
    }
}
