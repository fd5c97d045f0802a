package dev.signalbox.samples.rag;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Where the models come from: the first that is at hand. */
enum ModelSource {
    OPENROUTER,
    OPENAI,
    OLLAMA,
    SIMULATED;

    private static final String OLLAMA_MODEL = "llama3.2:latest";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    static ModelSource choose(Map<String, String> environment) {
        return choose(environment, URI.create("http://localhost:11434"), PATIENCE);
    }

    static ModelSource choose(Map<String, String> environment, URI ollama, Duration patience) {
        if (!environment.getOrDefault("OPENROUTER_API_KEY", "").isBlank()) {
            return OPENROUTER;
        } else if (!environment.getOrDefault("OPENAI_API_KEY", "").isBlank()) {
            return OPENAI;
        }
        return hasModel(ollama, patience) ? OLLAMA : SIMULATED;
    }

    /** Whether an Ollama is there that has the model of the profile. */
    private static boolean hasModel(URI ollama, Duration patience) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
        HttpRequest models = HttpRequest.newBuilder(ollama.resolve("/api/tags"))
                .timeout(patience)
                .build();
        try {
            HttpResponse<String> answer = client.send(models, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"" + OLLAMA_MODEL + "\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The Spring profile whose file configures these models. */
    String profile() {
        return name().toLowerCase(Locale.ROOT);
    }
}
