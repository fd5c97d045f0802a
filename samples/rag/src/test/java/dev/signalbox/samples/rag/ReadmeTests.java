package dev.signalbox.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.samples.rag.answer.AssistantProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The README shows the rules, the files and the defaults that there are. */
class ReadmeTests {

    private static final Pattern YAML = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

    private String readme;

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    private List<String> found(Pattern pattern) {
        return pattern.matcher(readme)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void showsTheRules() throws IOException {
        String configured = Files.readString(Path.of("src", "main", "resources", "application.yml"));

        assertThat(found(YAML))
                .singleElement()
                .satisfies(shown -> assertThat(configured.replaceAll("\\s+", " "))
                        .contains(shown.replaceAll("\\s+", " ").strip()));
    }

    @Test
    void leadsToFilesThatThereAre() {
        assertThat(found(LINK))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }

    @Test
    void namesTheDefaults() {
        AssistantProperties defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("assistant", AssistantProperties.class);

        assertThat(readme)
                .containsPattern("`assistant.passages` \\|[^|]+\\| " + defaults.passages() + " ")
                .containsPattern("`assistant.threshold` \\|[^|]+\\| " + defaults.threshold() + " ")
                .containsPattern("`assistant.weak` \\|[^|]+\\| " + defaults.weak() + " ");
    }
}
