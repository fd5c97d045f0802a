package dev.signalbox.router.provider;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatRequestParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request parameters of the {@code google-ai-gemini} dialect by their configured names. An effort becomes a level of
 * thinking, before Gemini 3 a budget; what is said of thinking itself wins.
 */
final class GoogleAiGeminiParameters {

    private static final Pattern VERSION = Pattern.compile("gemini-(\\d+)");

    private static final ParameterTable<GoogleAiGeminiParameters> TABLE = new ParameterTable<GoogleAiGeminiParameters>(
                    "google-ai-gemini")
            .with("reasoning-effort", (to, value) -> to.effort = ReasoningEffort.of(value))
            .with("thinking-budget-tokens", (to, value) -> to.thinking.put("thinkingBudget", value.asInt()))
            .with("thinking-level", (to, value) -> to.thinking.put("thinkingLevel", value.asString()))
            .with("include-thoughts", (to, value) -> to.thinking.put("includeThoughts", value.asBoolean()))
            .with("seed", (to, value) -> to.additions.putInto("generationConfig", "seed", value.asInt()))
            .with("cached-content", (to, value) -> to.builder.cachedContentName(value.asString()))
            .with("aspect-ratio", (to, value) -> to.builder.aspectRatio(value.asString()))
            .with("image-size", (to, value) -> to.builder.imageSize(value.asString()))
            .with("custom", (to, value) -> to.additions.putAll(value.asJsonObject()));

    private final GoogleAiGeminiChatRequestParameters.Builder builder = GoogleAiGeminiChatRequestParameters.builder();
    private final Additions additions = new Additions();
    private final Map<String, Object> thinking = new LinkedHashMap<>();
    private @Nullable ReasoningEffort effort;

    private GoogleAiGeminiParameters() {}

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    static ChatRequestParameters of(String modelId, Map<String, Object> configured) {
        GoogleAiGeminiParameters parameters = new GoogleAiGeminiParameters();
        TABLE.set(configured, parameters, parameters.builder);
        parameters.think(modelId);
        return new DialectParameters(parameters.builder.build(), parameters.additions.fields());
    }

    private void think(String modelId) {
        boolean exact = thinking.containsKey("thinkingBudget") || thinking.containsKey("thinkingLevel");
        if (effort != null && !exact) {
            if (hasLevels(modelId)) {
                thinking.put("thinkingLevel", effort == ReasoningEffort.NONE ? "low" : effort.word());
            } else {
                thinking.put("thinkingBudget", budget(effort));
            }
            thinking.putIfAbsent("includeThoughts", effort != ReasoningEffort.NONE);
        }
        if (!thinking.isEmpty()) {
            additions.putInto("generationConfig", "thinkingConfig", thinking);
        }
    }

    private static int budget(ReasoningEffort effort) {
        return switch (effort) {
            case NONE -> 0;
            case LOW -> 1024;
            case MEDIUM -> 8192;
            case HIGH -> 24_576;
        };
    }

    private static boolean hasLevels(String modelId) {
        Matcher version = VERSION.matcher(modelId);
        return version.find() && Integer.parseInt(version.group(1)) >= 3;
    }
}
