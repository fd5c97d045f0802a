package dev.signalbox.samples.compare;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample as it runs without a key. */
@ExtendWith(OutputCaptureExtension.class)
class CompareTests {

    @TempDir
    Path folder;

    @Test
    void theReadmeShowsWhatItPrints(CapturedOutput output) throws IOException {
        run("--comparison.out=" + folder);

        String printed = output.getOut().replace(folder.toString(), "target/comparison-simulated");
        assertThat(withoutTimes(shownInReadme())).isEqualTo(withoutTimes(printed));
    }

    @Test
    void aSecondRunCallsNobodyAndSaysTheSame(CapturedOutput output) throws IOException {
        run("--comparison.out=" + folder);
        JsonNode first = JsonMapper.shared().readTree(Files.readString(folder.resolve("comparison.json")));

        run("--comparison.out=" + folder);

        JsonNode second = JsonMapper.shared().readTree(Files.readString(folder.resolve("comparison.json")));
        assertThat(output).contains("Calls made now: 0 of 144");
        assertThat(second.at("/verdict")).isEqualTo(first.at("/verdict"));
        assertThat(folder.resolve("outcomes.jsonl")).content().hasLineCount(144);
    }

    /** Answers of one are not those of another, though their contenders have the same names. */
    @Test
    void everyProfileHasAFolderOfItsOwn() {
        assertThat(Stream.of("openai", "openrouter", "ollama").map(CompareTests::folderOf))
                .containsExactly(
                        Path.of("target", "comparison-openai"),
                        Path.of("target", "comparison-openrouter"),
                        Path.of("target", "comparison-ollama"));
        assertThat(folderOf("")).isEqualTo(Path.of("target", "comparison-simulated"));
    }

    private static Path folderOf(String profile) {
        return inProfile(
                profile, context -> context.getBean(CompareProperties.class).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openrouter", "ollama"})
    void noJudgeGradesItself(String profile) {
        List<String> models = inProfile(
                profile,
                context -> Stream.of("judge", "strong", "medium", "small")
                        .map(model -> "signalbox.models." + model + ".deployments[0].model-id")
                        .map(context.getEnvironment()::getRequiredProperty)
                        .toList());

        assertThat(models).doesNotHaveDuplicates();
    }

    /** Models of one machine take turns: at once they would measure each other. */
    @Test
    void modelsOfOneMachineAreAskedOneByOne() {
        int calls = inProfile(
                "ollama", context -> context.getBean(CompareProperties.class).concurrency());

        assertThat(calls).isOne();
    }

    private static <T> T inProfile(String profile, Function<ApplicationContext, T> seen) {
        AtomicReference<T> found = new AtomicReference<>();
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(profile.isEmpty() ? "none=none" : "spring.profiles.active=" + profile)
                .withUserConfiguration(Settings.class)
                .run(context -> found.set(seen.apply(context)));
        return found.get();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(CompareProperties.class)
    static class Settings {}

    @Test
    void aPolicyMayTakePart(CapturedOutput output) {
        run("--comparison.out=" + folder, "--comparison.contenders=strong,routine");

        assertThat(output).contains("routine").contains("Calls made now: 96 of 96");
    }

    @Test
    void stopsAtTheCost(CapturedOutput output) {
        int code = run("--comparison.out=" + folder, "--comparison.max-cost=0.001", "--comparison.concurrency=1");

        assertThat(code).isEqualTo(3);
        assertThat(output).contains("Partial: ").contains("because the cost limit of $0.001 was reached");
    }

    @Test
    void namesWhatIsWrong(CapturedOutput output) {
        assertThat(run("--comparison.out=" + folder, "--comparison.contenders=strng"))
                .isEqualTo(2);
        assertThat(output.getErr()).contains("Did you mean 'strong'?").doesNotContain("\tat ");
        assertThatThrownBy(() -> run("--comparison.margin=1")).hasStackTraceContaining("margin");
    }

    @Test
    void aMissingFileOfPromptsIsOneLineAndNoStackTrace(CapturedOutput output) {
        int code = run("--comparison.out=" + folder, "--comparison.prompts=file:nowhere.jsonl");

        assertThat(code).isEqualTo(2);
        assertThat(output.getErr().lines().filter(line -> !line.startsWith("WARNING:")))
                .singleElement(as(STRING))
                .startsWith("comparison.prompts names the URL [file:nowhere.jsonl], which cannot be read.");
    }

    /** The code that the process would end with. */
    private static int run(String... arguments) {
        return SpringApplication.exit(new SpringApplicationBuilder(CompareApplication.class).run(arguments));
    }

    private static String shownInReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String begin = "```text\n";
        int start = readme.indexOf(begin) + begin.length();
        return readme.substring(start, readme.indexOf("```", start));
    }

    /** The columns of times, and spaces. */
    private static String withoutTimes(String text) {
        return text.strip()
                .replaceAll("(?m)^(\\w+ +\\d+ +\\S+ \\(\\S+ \\S+\\) +[0-9.]+) +\\d+ +\\d+", "$1 _ _")
                .replaceAll("[ \t]+", " ");
    }
}
