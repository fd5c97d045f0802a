package dev.signalbox.samples.agentdesk;

import java.util.Locale;
import java.util.Map;

/** Where the models of the desk come from: the first that is at hand. */
enum Source {
    OPENROUTER,
    OPENAI,
    SIMULATED;

    static Source choose(Map<String, String> environment) {
        if (!environment.getOrDefault("OPENROUTER_API_KEY", "").isBlank()) {
            return OPENROUTER;
        }
        return environment.getOrDefault("OPENAI_API_KEY", "").isBlank() ? SIMULATED : OPENAI;
    }

    /** The Spring profile whose file configures these models. */
    String profile() {
        return name().toLowerCase(Locale.ROOT);
    }
}
