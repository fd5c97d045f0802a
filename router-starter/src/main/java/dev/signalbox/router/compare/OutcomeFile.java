package dev.signalbox.router.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Outcomes as lines of JSON, appended one by one. A last outcome that was cut off, by a crash for example, is dropped and
 * its call made again; of two lines about the same call the later one counts. One process at a time.
 */
public final class OutcomeFile implements OutcomeStore, AutoCloseable {

    /** How every line begins. */
    private static final String BEGINNING = "{\"format\":\"" + Outcome.FORMAT + "\"";

    private static final ObjectReader WHOLE = ComparisonJson.MAPPER
            .readerFor(Outcome.class)
            .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    private static final byte[] LINE_END = {'\n'};

    private final FileChannel file;
    private final Map<Outcome.Key, Outcome> outcomes = new ConcurrentHashMap<>();

    private OutcomeFile(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens a file, which is made if there is none.
     *
     * @throws IllegalArgumentException if a line is no outcome, naming its number, or if another process has it open
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static OutcomeFile open(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, path);
                OutcomeFile file = new OutcomeFile(channel);
                file.load(path);
                return file;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The outcomes '" + path + "' cannot be opened.", e);
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException heldHere) { // the same is said below
        }
        throw new IllegalArgumentException("The outcomes '" + path
                + "' are open already. Wait for the other comparison to end, or name another file.");
    }

    private void load(Path path) throws IOException {
        byte[] bytes = Channels.newInputStream(file).readAllBytes(); // where locks bind, nobody else could read it
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        List<String> lines =
                new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        for (int number = 0; number < lines.size(); number++) {
            if (!lines.get(number).isBlank()) {
                keep(read(path, number + 1, lines.get(number)));
            }
        }
        String rest = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8)
                .replaceAll("\0+$", ""); // what some file systems leave after a power failure
        if (rest.isBlank() || wasCutOff(rest)) {
            file.truncate(end);
        } else {
            keep(read(path, lines.size() + 1, rest));
            write(LINE_END);
        }
    }

    /** Whether the end is missing of what this class has begun to write. What others wrote is not ours to remove. */
    private static boolean wasCutOff(String rest) {
        return !isJson(rest) && (rest.startsWith(BEGINNING) || BEGINNING.startsWith(rest));
    }

    private static boolean isJson(String text) {
        try {
            ComparisonJson.MAPPER.readTree(text);
            return true;
        } catch (JacksonException broken) {
            return false;
        }
    }

    private void keep(Outcome outcome) {
        outcomes.put(outcome.key(), outcome);
    }

    private static Outcome read(Path path, int number, String line) {
        return parse(line)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Line " + number + " of '" + path + "' is no outcome of the format " + Outcome.FORMAT
                                + ". Remove the line, or name another file."));
    }

    /** Without the parser's message, which would repeat the line. */
    private static Optional<Outcome> parse(String line) {
        try {
            return Optional.ofNullable(WHOLE.<Outcome>readValue(line))
                    .filter(outcome -> Outcome.FORMAT.equals(outcome.format()));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Outcome> find(Outcome.Key key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    @Override
    public synchronized void save(Outcome outcome) {
        byte[] line = (ComparisonJson.MAPPER.writeValueAsString(outcome) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            write(line);
        } catch (IOException e) {
            throw new UncheckedIOException("An outcome cannot be written.", e);
        }
        keep(outcome);
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The outcomes cannot be closed.", e);
        }
    }
}
