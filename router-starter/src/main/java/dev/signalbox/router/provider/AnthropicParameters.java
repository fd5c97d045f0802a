package dev.signalbox.router.provider;

import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.signalbox.router.execution.ParameterValue;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request parameters of the {@code anthropic} dialect by their configured names. An effort becomes a budget of
 * thinking or, for models that know when to think, from 4.6 on, the effort of their output; what is said of thinking
 * itself wins.
 */
final class AnthropicParameters {

    private static final Pattern VERSION = Pattern.compile("claude-[a-z]+-(\\d+)(?:[-.](\\d{1,2})(?!\\d))?");

    private static final ParameterTable<AnthropicParameters> TABLE = new ParameterTable<AnthropicParameters>(
                    "anthropic")
            .with("reasoning-effort", (to, value) -> to.effort = ReasoningEffort.of(value))
            .with("thinking", (to, value) -> to.thinking = thinking(value))
            .with("thinking-budget-tokens", (to, value) -> to.budget = value.asInt())
            .with("cache-system-messages", (to, value) -> to.builder.cacheSystemMessages(value.asBoolean()))
            .with("cache-tools", (to, value) -> to.builder.cacheTools(value.asBoolean()))
            .with("parallel-tool-calls", (to, value) -> to.builder.disableParallelToolUse(!value.asBoolean()))
            .with("user", (to, value) -> to.builder.userId(value.asString()))
            .with("service-tier", (to, value) -> to.additions.put("service_tier", value.asString()))
            .with("custom", (to, value) -> to.additions.putAll(value.asJsonObject()));

    private final AnthropicChatRequestParameters.Builder builder = AnthropicChatRequestParameters.builder();
    private final Additions additions = new Additions();
    private @Nullable ReasoningEffort effort;
    private @Nullable String thinking;
    private @Nullable Integer budget;

    private AnthropicParameters() {}

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if a name is unknown or a value does not fit
     */
    static ChatRequestParameters of(String modelId, Map<String, Object> configured) {
        AnthropicParameters parameters = new AnthropicParameters();
        TABLE.set(configured, parameters, parameters.builder);
        parameters.think(modelId);
        return new DialectParameters(parameters.builder.build(), parameters.additions.fields());
    }

    private static String thinking(ParameterValue value) {
        return switch (value.asString()) {
            case "adaptive", "enabled", "disabled" -> value.asString();
            default ->
                throw new IllegalArgumentException("The parameter 'thinking' is '" + value.asString()
                        + "'. It must be one of adaptive, enabled, disabled.");
        };
    }

    private void think(String modelId) {
        ReasoningEffort asked = "disabled".equals(thinking) || budget != null ? null : effort;
        if (asked != null && asked != ReasoningEffort.NONE) {
            boolean adaptive = thinking == null ? thinksAsItSeesFit(modelId) : thinking.equals("adaptive");
            thinking = adaptive ? "adaptive" : "enabled";
            if (adaptive) {
                additions.putInto("output_config", "effort", asked.word());
            } else {
                budget = budget(asked);
            }
        }
        if (thinking == null && budget != null) {
            thinking = "enabled";
        }
        if ("adaptive".equals(thinking)) {
            additions.putInto("thinking", "display", "summarized");
        }
        builder.thinkingType(thinking).thinkingBudgetTokens(budget);
    }

    private static int budget(ReasoningEffort effort) {
        return switch (effort) {
            case NONE, LOW -> 1024;
            case MEDIUM -> 4096;
            case HIGH -> 16_384;
        };
    }

    private static boolean thinksAsItSeesFit(String modelId) {
        Matcher version = VERSION.matcher(modelId);
        if (!version.find()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
        return major > 4 || (major == 4 && minor >= 6);
    }
}
