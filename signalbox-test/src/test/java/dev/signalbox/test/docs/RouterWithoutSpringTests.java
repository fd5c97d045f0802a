package dev.signalbox.test.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plain Java example in a process of its own, whose class path holds no Spring. */
class RouterWithoutSpringTests {

    @Test
    void routesWithoutSpringOnTheClassPath() throws Exception {
        try (FakeProvider openai = FakeProvider.start().always(FakeReply.text("planned"));
                FakeProvider ollama = FakeProvider.start().always(FakeReply.text("greeted"))) {
            Process program = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            classPathWithoutSpring(),
                            RouterWithoutSpring.class.getName(),
                            openai.baseUrl(),
                            ollama.baseUrl())
                    .redirectErrorStream(true)
                    .start();

            String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(printed.lines().filter(line -> !line.startsWith("SLF4J")))
                    .containsExactly("greeted", "planned");
            assertThat(openai.requestCount()).isEqualTo(1);
            assertThat(ollama.requestCount()).isEqualTo(1);
        }
    }

    private static String classPathWithoutSpring() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("springframework")
                        && !new File(entry).getName().startsWith("spring"))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
