package dev.signalbox.test.provider;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the command line of the {@link FakeProviderLauncher} asks for. */
record LaunchOptions(int port, FakeReply reply) {

    private static final Map<String, String> ALLOWED = new TreeMap<>(Map.of(
            "port", "--port=8080, or 0 for any free port",
            "text", "--text=\"Any text\"",
            "usage", "--usage=120,45 (input and output tokens)",
            "fail", "--fail=503 (400 to 599)",
            "delay", "--delay=250ms, --delay=2s or --delay=PT1M",
            "tokens-per-second", "--tokens-per-second=40"));

    static LaunchOptions parse(String... args) {
        Map<String, String> values = new TreeMap<>();
        for (String arg : args) {
            String name = nameOf(arg);
            if (values.put(name, arg.substring(name.length() + 3)) != null) {
                throw new IllegalArgumentException("--" + name + " is given twice; give it once");
            }
        }
        requireFailAlone(values);
        int port = read(values, "port", 0, LaunchOptions::port);
        return new LaunchOptions(port, reply(values));
    }

    private static FakeReply reply(Map<String, String> values) {
        FakeReply said = read(values, "text", FakeReply.text("Hello from the fake provider."), FakeReply::text);
        FakeReply reply = read(values, "fail", said, value -> FakeReply.error(Integer.parseInt(value)));
        FakeReply counted = read(values, "usage", reply, value -> usage(reply, value));
        FakeReply delayed = read(values, "delay", counted, value -> counted.delay(duration(value)));
        return read(values, "tokens-per-second", delayed, value -> delayed.tokensPerSecond(Integer.parseInt(value)));
    }

    private static <T> T read(Map<String, String> values, String name, T fallback, Function<String, T> reader) {
        String value = values.get(name);
        try {
            return value == null ? fallback : reader.apply(value);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException ex) {
            throw new IllegalArgumentException(
                    "--" + name + "=" + value + " cannot be used; write " + ALLOWED.get(name), ex);
        }
    }

    private static String nameOf(String arg) {
        int end = arg.indexOf('=');
        String name = arg.startsWith("--") && end > 0 ? arg.substring(2, end) : "";
        if (!ALLOWED.containsKey(name)) {
            throw new IllegalArgumentException(
                    "'" + arg + "' is not known; write " + String.join("; ", ALLOWED.values()));
        }
        return name;
    }

    private static void requireFailAlone(Map<String, String> values) {
        for (String other : new String[] {"text", "usage", "tokens-per-second"}) {
            if (values.containsKey("fail") && values.containsKey(other)) {
                throw new IllegalArgumentException("--fail sends no content; leave out --" + other + " or --fail");
            }
        }
    }

    private static int port(String value) {
        int port = Integer.parseInt(value);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port");
        }
        return port;
    }

    private static FakeReply usage(FakeReply reply, String value) {
        String[] counts = value.split(",", -1);
        if (counts.length != 2) {
            throw new IllegalArgumentException("Not two counts");
        }
        return reply.usage(Integer.parseInt(counts[0].strip()), Integer.parseInt(counts[1].strip()));
    }

    private static Duration duration(String value) {
        if (value.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
        }
        return Duration.parse(value.startsWith("P") ? value : "PT" + value);
    }
}
