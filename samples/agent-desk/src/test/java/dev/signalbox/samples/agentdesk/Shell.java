package dev.signalbox.samples.agentdesk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs commands as the README has them, with the classes of the test in place of the jar. */
final class Shell {

    private static final String DESK = "desk() { \"$DESK_JAVA\" --enable-native-access=ALL-UNNAMED -cp \"$DESK_PATH\" "
            + AgentDeskApplication.class.getName() + " \"$@\"; }\n";

    private final Path folder;

    Shell(Path folder) {
        this.folder = folder;
    }

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param output all that it wrote
     */
    record Ended(int code, String output) {}

    Ended run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-uc", DESK + command);
        shell.directory(folder.toFile());
        shell.environment().keySet().removeIf(name -> name.endsWith("_API_KEY"));
        shell.environment()
                .put("DESK_JAVA", ProcessHandle.current().info().command().orElse("java"));
        shell.environment().put("DESK_PATH", System.getProperty("java.class.path"));
        shell.environment().put("DESK_LATENCY", "500ms");
        shell.redirectErrorStream(true);
        Process process = shell.start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        }
    }

    /** Slowly, so that there is time to kill it. */
    CompletableFuture<Ended> background(String command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return run("export DESK_LATENCY=2s\n" + command);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }
}
