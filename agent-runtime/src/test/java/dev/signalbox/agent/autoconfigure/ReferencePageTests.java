package dev.signalbox.agent.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTests {

    private static final Path PAGE = Path.of("../docs/reference/agents.md");

    @Test
    void isUpToDate() throws IOException {
        String page = ReferencePage.render();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "%s is stale. Write it anew: ./mvnw -pl agent-runtime test -Dtest=ReferencePageTests"
                                + " -Dreference.write=true",
                        PAGE)
                .isEqualTo(page);
    }

    @Test
    void leavesNothingWithoutAWord() {
        assertThat(ReferencePage.render().lines().filter(line -> line.startsWith("| `")))
                .hasSizeGreaterThan(50)
                .allMatch(
                        line -> line.matches("\\| `[a-z0-9.-]+` \\| .+ \\| .* \\| [A-Z].*\\. \\|"), "says what it is");
    }
}
