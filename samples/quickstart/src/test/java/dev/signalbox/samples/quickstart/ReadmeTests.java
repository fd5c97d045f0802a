package dev.signalbox.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The README shows what the quickstart prints; only the times may differ. */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTests {

    @Test
    void showsWhatTheQuickstartPrints(CapturedOutput output) throws IOException {
        new SpringApplicationBuilder(QuickstartApplication.class)
                .profiles("simulated")
                .run()
                .close();

        String printed = "Models: " + Source.SIMULATED.description() + "\n" + output.getOut();
        assertThat(withoutTimes(shownInReadme())).isEqualTo(withoutTimes(printed));
    }

    private static String shownInReadme() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String begin = "```text\n";
        int start = readme.indexOf(begin) + begin.length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static String withoutTimes(String text) {
        return text.strip().replaceAll("[0-9]+ ms", "_ ms").replaceAll("[ \t]+\n", "\n");
    }
}
