package dev.signalbox.router.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** A comparison's report as one HTML page that needs nothing else: it opens from a file, without a network. */
public final class HtmlReport {

    private static final String FOLDER = "/dev/signalbox/router/compare/";

    private HtmlReport() {}

    /** The page. */
    public static String of(ComparisonReport report) {
        return of(ComparisonJson.of(report));
    }

    /**
     * Writes it to a file.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(ComparisonReport report, Path file) {
        try {
            ComparisonJson.write(of(report), file);
        } catch (IOException e) {
            throw new UncheckedIOException("The page '" + file + "' cannot be written.", e);
        }
    }

    private static String of(String json) {
        return resource("report.html")
                .replace("/*style*/", resource("report.css"))
                .replace("/*script*/", resource("report.js"))
                .replace("/*report*/", harmless(json));
    }

    /** So that nothing an answer says can end the script element that holds the data. */
    private static String harmless(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String resource(String name) {
        try (InputStream content = HtmlReport.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(content, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
