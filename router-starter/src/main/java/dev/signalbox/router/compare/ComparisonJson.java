package dev.signalbox.router.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes results as JSON of the format {@value ComparisonReport#FORMAT}. */
public final class ComparisonJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private ComparisonJson() {}

    /** The report as JSON. */
    public static String of(ComparisonReport report) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
    }

    /**
     * Writes it to a file.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(ComparisonReport report, Path file) {
        try {
            write(of(report) + "\n", file);
        } catch (IOException e) {
            throw new UncheckedIOException("The comparison '" + file + "' cannot be written.", e);
        }
    }

    /** Half a character, which an answer that was cut off may end with, becomes a question mark in place of an error. */
    static void write(String text, Path file) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
