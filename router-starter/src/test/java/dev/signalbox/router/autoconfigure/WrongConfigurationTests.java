package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.signalbox.router.autoconfigure.service.automatic.TravelDesk;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Real starts with files that do not fit: each {@code wrong/*.yml} prints what stands in the {@code .txt} beside it, by which
 * a stranger could mend the file.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationTests {

    private static final Path FOLDER = Path.of("src/test/resources/wrong");
    private static final String BEGINNING = "APPLICATION FAILED TO START";

    /** What is special about the applications of some files. */
    private static final Map<String, Class<?>> APPLICATIONS = Map.of("second-model-bean", WithOwnModel.class);

    private static final Map<String, Class<?>> WITHOUT =
            Map.of("dialect-library-missing", AnthropicChatModel.class, "rate-limit-library-missing", Bucket.class);

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.substring(0, name.length() - ".yml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatToWriteInstead(String name, CapturedOutput output) throws IOException {
        Class<?> without = WITHOUT.get(name);
        ClassLoader classes = without == null ? getClass().getClassLoader() : new FilteredClassLoader(without);
        SpringApplicationBuilder application = new SpringApplicationBuilder(
                        new DefaultResourceLoader(classes), APPLICATIONS.getOrDefault(name, Application.class))
                .web(WebApplicationType.NONE);

        assertThatThrownBy(() -> application.run("--spring.config.location=" + FOLDER.resolve(name + ".yml")));

        String printed = output.getOut().substring(output.getOut().indexOf(BEGINNING));
        String text = printed.substring(printed.indexOf("Description:")).strip() + "\n";
        Path expected = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = TravelDesk.class)
    static class WithOwnModel {

        @Bean
        ChatModel mine() {
            return OwnModel.saying("mine");
        }
    }
}
