package dev.signalbox.agent.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The file of an SQLite database, before anybody opens it. */
@RequiredArgsConstructor
final class SqliteFile {

    private final Path file;

    /**
     * That of a URL.
     *
     * @throws IllegalArgumentException if it names none
     */
    static SqliteFile of(String url) {
        String name = url.substring("jdbc:sqlite:".length())
                .replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        if (name.isBlank() || name.startsWith(":")) {
            throw new IllegalArgumentException(
                    "The journal's URL names no file: '" + url
                            + "'. A journal in memory would not outlive its process; write, for example, 'jdbc:sqlite:agents.db'.");
        }
        return new SqliteFile(Path.of(name).toAbsolutePath().normalize());
    }

    /**
     * Makes the folder if it is not there.
     *
     * @throws UncheckedIOException if the file could not be written there
     */
    void prepare() {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw failure("its folder cannot be made", e);
        }
        Path written = Files.exists(file) ? file : folder;
        if (written != null && (!Files.isWritable(written) || Files.isDirectory(file))) {
            throw failure("'" + written + "' is not writable as a " + (written.equals(file) ? "file" : "folder"), null);
        }
    }

    private UncheckedIOException failure(String why, @Nullable IOException cause) {
        return new UncheckedIOException(new IOException(
                "The journal of the agents' runs cannot be written to '" + file + "': " + why
                        + ". Let this process write there, or write another file:"
                        + " signalbox.agent.store.url: jdbc:sqlite:/a/folder/agents.db",
                cause));
    }
}
