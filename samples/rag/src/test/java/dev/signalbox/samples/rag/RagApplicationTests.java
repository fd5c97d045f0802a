package dev.signalbox.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class RagApplicationTests {

    @TempDir
    private Path folder;

    @Test
    void measuresNoPartOfTheDocumentsForAllOfThem(CapturedOutput output) throws IOException {
        Path documents = Files.createDirectory(folder.resolve("documents"));
        Files.writeString(documents.resolve("a.md"), "Bees fly.");
        Files.writeString(documents.resolve("b.pdf"), "This is no PDF.");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RagApplication.class)
                .web(WebApplicationType.NONE)
                .profiles("simulated")
                .run("--assistant.documents=" + documents, "--assistant.index.folder=" + folder.resolve("index"))) {

            assertThat(RagApplication.evaluate(context)).isEqualTo(1);
        }

        assertThat(output)
                .contains("2 documents: 1 read anew in 1 passages, 0 gone, 0 as they were, 1 not readable")
                .contains("hybrid    frozen");
    }
}
