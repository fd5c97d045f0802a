package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What a newcomer pastes from the README, command by command, at a gateway that nobody has configured. */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTests {

    private static final Pattern SHELL = Pattern.compile("```shell\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("sk-signalbox-[A-Za-z0-9_-]{43}");

    private static ConfigurableApplicationContext gateway;
    private static String key;

    @BeforeAll
    static void start(CapturedOutput output) {
        gateway = SpringApplication.run(GatewayApplication.class, "--server.port=0");
        key = KEY.matcher(output.getAll())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No key was printed."));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<String> commands() throws IOException {
        return SHELL.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith("curl"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsAnswered(String command) throws Exception {
        String port = String.valueOf(gateway.getEnvironment().getProperty("local.server.port"));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", command.replace(":8080", ":" + port));
        shell.environment().put("SIGNALBOX_KEY", key);
        shell.redirectErrorStream(true);

        Process process = shell.start();
        String answer;
        try (InputStream output = process.getInputStream()) {
            answer = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(process.waitFor()).as(answer).isZero();
        assertThat(answer).isNotBlank().doesNotContain("\"error\"");
    }
}
