package dev.signalbox.router.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The script that makes catalogues, with samples of our own; left out where there is no Python. */
@Timeout(60)
class CatalogueScriptTests {

    private static final Path FOLDER = Path.of("src/catalogue");

    @Test
    void makesOfTheSamplesWhatStandsBesideThem() throws Exception {
        assumeThat(hasPython()).isTrue();

        String made = run(
                "python3",
                "catalogue.py",
                "--prices=sample/prices.py",
                "--models=sample/models.sql",
                "--retirements=sample/retirements.json",
                "--date=2026-06-01",
                "--versions=samples of our own");

        assertThat(made).isEqualToNormalizingNewlines(Files.readString(FOLDER.resolve("sample/catalogue.tsv")));
    }

    @Test
    void makesWhatTheRouterReads() throws IOException {
        try (var file = Files.newInputStream(FOLDER.resolve("sample/catalogue.tsv"))) {
            ModelCatalogue catalogue = ModelCatalogue.read(file);

            assertThat(catalogue.entry("openai", "tiered").orElseThrow().price())
                    .hasToString("5.00/30.00+");
            assertThat(catalogue.entry("groq", "no-price").orElseThrow().price())
                    .isNull();
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return start("python3", "--version").waitFor(30, TimeUnit.SECONDS);
        } catch (IOException absent) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
