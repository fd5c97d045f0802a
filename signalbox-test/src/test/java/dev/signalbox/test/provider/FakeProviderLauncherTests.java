package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FakeProviderLauncherTests {

    @Test
    void launchedProviderPrintsItsBaseUrlAndAnswers() throws Exception {
        Process process = launch("--port=0", "--fail=418");
        try (BufferedReader output = process.inputReader()) {
            URI models = URI.create(output.readLine() + "/chat/completions");
            HttpRequest request = HttpRequest.newBuilder(models)
                    .POST(HttpRequest.BodyPublishers.ofString(Clients.body("any", "Hello", false)))
                    .build();

            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();

            assertThat(status).isEqualTo(418);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void launchedProviderSpeaksEveryDialect() throws Exception {
        Process process = launch("--text=Hi");
        try (BufferedReader output = process.inputReader()) {
            URI base = URI.create(output.readLine());
            HttpClient http = HttpClient.newHttpClient();

            for (DialectClient client : DialectClient.values()) {
                String body =
                        client == DialectClient.GEMINI ? "{\"contents\":[]}" : Clients.body("any", "Hello", false);
                HttpRequest request = HttpRequest.newBuilder(base.resolve(client.path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("\"Hi\"");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongArgumentEndsTheProcessWithAnExplanation() throws Exception {
        Process process = launch("--port=abc");
        try (BufferedReader errors = process.errorReader()) {
            assertThat(errors.readLine())
                    .isEqualTo("--port=abc cannot be used; write --port=8080, or 0 for any free port");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process launch(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FakeProviderLauncher.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }
}
