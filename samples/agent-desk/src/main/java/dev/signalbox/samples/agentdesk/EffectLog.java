package dev.signalbox.samples.agentdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** All that the world outside sees of the desk, a line for each: {@code desk/effects.log}. */
@Component
class EffectLog {

    private final Path file;

    EffectLog(@Value("${desk.folder}") Path folder) {
        this.file = folder.resolve("effects.log");
    }

    synchronized void add(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in a line between a beginning and an end. */
    synchronized Optional<String> find(String beginning, String end) {
        return lines().stream()
                .filter(line -> line.startsWith(beginning) && line.endsWith(end))
                .map(line -> line.substring(beginning.length(), line.length() - end.length()))
                .findFirst();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
