package dev.signalbox.router.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts as lines of JSON, one a line; blank lines are skipped. All that is wrong is said at once. */
public final class PromptFile {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PromptFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if lines are wrong, naming each by its number, or if there is no prompt
     * @throws UncheckedIOException if it cannot be read
     */
    public static List<ComparedPrompt> read(Path file) {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The prompts '" + file + "' cannot be read.", e);
        }
    }

    /**
     * Reads lines.
     *
     * @param source names them in errors
     * @throws IllegalArgumentException as {@link #read} does
     */
    public static List<ComparedPrompt> parse(String source, List<String> lines) {
        List<String> problems = new ArrayList<>();
        List<ComparedPrompt> prompts = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String text = number == 1 ? withoutMark(lines.get(0)) : lines.get(number - 1);
            if (text.isBlank()) {
                continue;
            }
            PromptLine line = new PromptLine(number, tree(text), problems);
            ComparedPrompt prompt = line.prompt();
            if (prompt != null) {
                Integer earlier = seen.putIfAbsent(prompt.id(), number);
                if (earlier != null) {
                    problems.add(
                            "line " + number + ": the id '" + prompt.id() + "' stands on line " + earlier + " already");
                }
                prompts.add(prompt);
            }
        }
        if (prompts.isEmpty() && problems.isEmpty()) {
            problems.add("there is no prompt");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The prompts '" + source + "' are wrong:\n  " + String.join("\n  ", problems));
        }
        return prompts;
    }

    /** Some editors begin a file with a byte order mark. */
    private static String withoutMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static JsonNode tree(String line) {
        try {
            return STRICT.readTree(line);
        } catch (JacksonException unreadable) { // whose message would repeat the prompt
            return STRICT.missingNode();
        }
    }
}
