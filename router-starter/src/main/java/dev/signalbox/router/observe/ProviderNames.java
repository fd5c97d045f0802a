package dev.signalbox.router.observe;

import java.util.Map;

/** What OpenTelemetry calls the providers; all others have the name that the application gave them. */
final class ProviderNames {

    private static final Map<String, String> WELL_KNOWN = Map.of(
            "azure-openai", "azure.ai.openai",
            "google-ai-gemini", "gcp.gemini",
            "mistral-ai", "mistral_ai",
            "mistral", "mistral_ai",
            "xai", "x_ai");

    private ProviderNames() {}

    static String of(String provider) {
        return WELL_KNOWN.getOrDefault(provider, provider);
    }
}
