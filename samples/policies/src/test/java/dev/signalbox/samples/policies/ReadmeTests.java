package dev.signalbox.samples.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The README shows every recipe as it is, and every recipe is tried. */
class ReadmeTests {

    private static final Path TESTS = Path.of("src", "test", "java");

    static List<Recipe> recipes() throws IOException {
        return Recipe.all();
    }

    @Test
    void theBlocksOfTheReadmeAreTheFiles() throws IOException {
        List<String> shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        recipes().stream().map(Recipe::text).toList());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeHasARowAndATest(Recipe recipe) throws IOException {
        assertThat(readme())
                .contains("| [" + recipe.name() + "](src/main/resources/recipes/" + recipe.name() + ".yml) |");
        assertThat(tests()).contains("new Kitchen(\"" + recipe.name() + "\"");
        assertThat(recipe.text().lines().count()).isLessThanOrEqualTo(12);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theReadmeShowsWhatARecipePrints(CapturedOutput output) throws IOException {
        PoliciesApplication.main(new String[] {"hedging"});

        String shown = readme().split("```text\n")[1].split("```")[0];
        assertThat(withoutTimes(output.getOut())).contains(withoutTimes(shown));
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d+ ms", "_ ms");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aNameThatNoRecipeHasIsToldInALine(CapturedOutput output) throws IOException {
        assertThat(PoliciesApplication.run(new String[] {"fallbak-chain"})).isEqualTo(2);

        assertThat(output.getErr().strip())
                .startsWith("There is no recipe 'fallbak-chain'. Write one of these: ")
                .contains("fallback-chain")
                .hasLineCount(1);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith("Tests.java")).toList();
            StringBuilder all = new StringBuilder();
            for (Path source : sources) {
                all.append(Files.readString(source));
            }
            return all.toString();
        }
    }
}
