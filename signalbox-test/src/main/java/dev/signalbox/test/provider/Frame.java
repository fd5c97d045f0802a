package dev.signalbox.test.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands around the content of a reply; null means as the content or the request suggests. */
record Frame(
        Map<String, String> headers,
        @Nullable String model,
        @Nullable String finishReason,
        boolean finished) {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

    static final Frame DEFAULT = new Frame(Map.of(), null, null, true);

    static final Frame CLOSING = DEFAULT.withHeader("Connection", "close");

    boolean keepsAlive() {
        return headers.entrySet().stream()
                .noneMatch(header -> header.getKey().equalsIgnoreCase("Connection")
                        && header.getValue().equalsIgnoreCase("close"));
    }

    Frame withModel(String other) {
        return new Frame(headers, other, finishReason, finished);
    }

    Frame withFinishReason(String other) {
        return new Frame(headers, model, other, true);
    }

    Frame unfinished() {
        return new Frame(headers, model, null, false);
    }

    /** Sends this header unless another value is set. */
    Frame withUsualHeader(String name, String value) {
        boolean set = headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
        return set ? this : withHeader(name, value);
    }

    Frame withHeader(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + ": " + value + "' is no header; use one line of visible ASCII characters");
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Frame(more, model, finishReason, finished);
    }
}
