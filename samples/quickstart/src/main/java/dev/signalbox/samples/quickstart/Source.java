package dev.signalbox.samples.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;

/** Where the models of the demo come from: the first that is at hand. */
enum Source {
    OPENROUTER("OpenRouter, with your OPENROUTER_API_KEY"),
    OPENAI("OpenAI, with your OPENAI_API_KEY"),
    OLLAMA("Ollama on this machine"),
    SIMULATED("simulated, because there is no OPENROUTER_API_KEY, no OPENAI_API_KEY and no Ollama on this machine");

    private static final int OLLAMA_PORT = 11434;
    private static final int PATIENCE_MILLIS = 300;

    private final String description;

    Source(String description) {
        this.description = description;
    }

    static Source choose(Map<String, String> environment) {
        if (!environment.getOrDefault("OPENROUTER_API_KEY", "").isBlank()) {
            return OPENROUTER;
        } else if (!environment.getOrDefault("OPENAI_API_KEY", "").isBlank()) {
            return OPENAI;
        }
        return ollamaAnswers() ? OLLAMA : SIMULATED;
    }

    private static boolean ollamaAnswers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", OLLAMA_PORT), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    String description() {
        return description;
    }

    /** The Spring profile whose file configures these models. */
    String profile() {
        return name().toLowerCase(Locale.ROOT);
    }
}
