package dev.signalbox.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.agent.autoconfigure.SignalboxAgentAutoConfiguration;
import dev.signalbox.router.Router;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.test.ScriptedChatModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** What the documentation shows is compiled, or started. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern REGION =
            Pattern.compile("// tag::([a-z-]+)\\[]\\n(.*?)[ ]*// end::\\1\\[]", Pattern.DOTALL);

    static Stream<String> javaBlocks() throws IOException {
        return blocks("java");
    }

    static Stream<String> yamlBlocks() throws IOException {
        return blocks("yaml");
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void showsOnlyCodeThatIsCompiled(String block) throws IOException {
        assertThat(compiledRegions()).contains(block);
    }

    @ParameterizedTest
    @MethodSource("yamlBlocks")
    void showsOnlyConfigurationThatStarts(String block) {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SignalboxAutoConfiguration.class, SignalboxAgentAutoConfiguration.class))
                .withPropertyValues("signalbox.agent.enabled=" + block.contains("agent:"))
                .withPropertyValues("signalbox.agent.store.url=jdbc:sqlite:target/documentation.db")
                .withBean("openAiChatModel", ChatModel.class, ScriptedChatModel::new)
                .withPropertyValues("OPENROUTER_API_KEY=k", "ANTHROPIC_API_KEY=k", "OPENAI_API_KEY=k")
                .withPropertyValues("TEAM_A_KEY=sk-of-team-a-0123456789", "MANAGEMENT_KEY=sk-of-managers-0123456789")
                .withInitializer(context -> yaml(block.replace("jdbc:sqlite:", "jdbc:sqlite:target/"))
                        .forEach(source ->
                                context.getEnvironment().getPropertySources().addLast(source)))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Router.class));
    }

    private static List<org.springframework.core.env.PropertySource<?>> yaml(String block) {
        try {
            return new YamlPropertySourceLoader()
                    .load("documentation", new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL);
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), files(ROOT.resolve("docs"), ".md"))
                .flatMap(file -> block.matcher(read(file)).results())
                .map(result -> result.group(1).stripTrailing().stripIndent().strip());
    }

    private static List<String> compiledRegions() throws IOException {
        return Stream.of("router-starter", "signalbox-test", "samples/quickstart")
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .flatMap(folder -> files(folder, ".java"))
                .flatMap(file -> REGION.matcher(read(file)).results())
                .map(DocumentationTests::text)
                .toList();
    }

    private static String text(MatchResult region) {
        return region.group(2).stripTrailing().stripIndent().strip();
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
