package dev.signalbox.samples.agentdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the world has seen of a desk. */
final class EffectsFile {

    private final Path file;

    EffectsFile(Path folder) {
        this.file = folder.resolve("desk").resolve("effects.log");
    }

    List<String> lines(String beginning) {
        return all().stream().filter(line -> line.startsWith(beginning)).toList();
    }

    /** The effects of a step: models name it, and each tool is used once in a trip. */
    List<String> of(JournalFile.Step step) {
        return all().stream()
                .filter(line -> line.endsWith(" in step " + step.key()) || line.startsWith(step.name() + " "))
                .toList();
    }

    private List<String> all() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
