package dev.signalbox.test.agent.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the world outside has seen of a run: one line for each effect, and one for each step whose record was kept. */
record Effects(Path file) {

    static final String EFFECT = "effect";
    static final String ONCE = "once";
    static final String RECORD = "record";

    void write(String what, String run, String step) {
        try {
            Files.writeString(
                    file,
                    what + "\t" + run + "\t" + step + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String[]> lines() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> line.split("\t"))
                            .filter(parts -> parts.length == 3)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps whose effect was had again after they were recorded. */
    List<String> repeatedAfterTheirRecord() {
        Map<String, Boolean> recorded = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        for (String[] line : lines()) {
            String step = line[1] + " " + line[2];
            if (line[0].equals(RECORD)) {
                recorded.put(step, true);
            } else if (recorded.containsKey(step)) {
                repeated.add(step);
            }
        }
        return repeated;
    }

    /** How many effects of that kind each step had. */
    Map<String, Integer> count(String what) {
        Map<String, Integer> counts = new HashMap<>();
        lines().stream()
                .filter(line -> line[0].equals(what))
                .forEach(line -> counts.merge(line[1] + " " + line[2], 1, Integer::sum));
        return counts;
    }
}
