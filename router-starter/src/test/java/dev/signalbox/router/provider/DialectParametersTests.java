package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configured parameters in the dialects other than OpenAI's. */
class DialectParametersTests {

    private static ChatRequestParameters of(String dialect, String modelId, Map<String, Object> configured) {
        return switch (dialect) {
            case "anthropic" -> AnthropicParameters.of(modelId, configured);
            case "google-ai-gemini" -> GoogleAiGeminiParameters.of(modelId, configured);
            case "mistral-ai" -> MistralAiParameters.of(modelId, configured);
            default -> OllamaParameters.of(modelId, configured);
        };
    }

    private static AnthropicChatRequestParameters anthropic(ChatRequestParameters parameters) {
        return (AnthropicChatRequestParameters) DialectParameters.own(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "claude-3-7-sonnet-latest, high, enabled, 16384, {}",
        "claude-opus-4-20250514, low, enabled, 1024, {}",
        "claude-haiku-4-5-20251001, medium, enabled, 4096, {}",
        "claude-sonnet-4-5, none, , , {}",
        "claude-sonnet-4-6, minimal, adaptive, , '{output_config={effort=low}, thinking={display=summarized}}'",
        "claude-opus-5, xhigh, adaptive, , '{output_config={effort=high}, thinking={display=summarized}}'"
    })
    void anthropicThinksByBudgetOrAsItSeesFit(
            String modelId, String effort, String type, Integer budget, String additions) {
        ChatRequestParameters parameters = of("anthropic", modelId, Map.of("reasoning-effort", effort));

        assertThat(anthropic(parameters).thinkingType()).isEqualTo(type);
        assertThat(anthropic(parameters).thinkingBudgetTokens()).isEqualTo(budget);
        assertThat(DialectParameters.additions(parameters)).hasToString(additions);
    }

    @Test
    void whatIsSaidOfThinkingItselfWins() {
        ChatRequestParameters anthropic = of(
                "anthropic", "claude-opus-4-6", Map.of("reasoning-effort", "high", "thinking-budget-tokens", "2000"));
        ChatRequestParameters disabled =
                of("anthropic", "claude-opus-4-6", Map.of("reasoning-effort", "high", "thinking", "disabled"));
        ChatRequestParameters gemini = of(
                "google-ai-gemini", "gemini-3-pro", Map.of("reasoning-effort", "high", "thinking-budget-tokens", 128));
        ChatRequestParameters ollama = of("ollama", "qwen3", Map.of("reasoning-effort", "high", "think", "false"));

        assertThat(anthropic(anthropic).thinkingType()).isEqualTo("enabled");
        assertThat(anthropic(anthropic).thinkingBudgetTokens()).isEqualTo(2000);
        assertThat(anthropic(disabled).thinkingType()).isEqualTo("disabled");
        assertThat(DialectParameters.additions(disabled)).isEmpty();
        assertThat(DialectParameters.additions(gemini))
                .hasToString("{generationConfig={thinkingConfig={thinkingBudget=128}}}");
        assertThat(DialectParameters.additions(ollama)).isEqualTo(Map.of("think", false));
    }

    @ParameterizedTest
    @CsvSource({
        "google-ai-gemini, gemini-2.5-flash, medium, '{generationConfig={thinkingConfig={thinkingBudget=8192,"
                + " includeThoughts=true}}}'",
        "google-ai-gemini, gemini-2.5-flash, none, '{generationConfig={thinkingConfig={thinkingBudget=0,"
                + " includeThoughts=false}}}'",
        "google-ai-gemini, gemini-3-pro-preview, low, '{generationConfig={thinkingConfig={thinkingLevel=low,"
                + " includeThoughts=true}}}'",
        "mistral-ai, mistral-small-latest, none, {reasoning_effort=none}",
        "mistral-ai, mistral-small-latest, low, {reasoning_effort=high}",
        "mistral-ai, magistral-medium-latest, low, {}",
        "ollama, qwen3, medium, {think=true}",
        "ollama, qwen3, none, {think=false}",
        "ollama, gpt-oss:20b, medium, {think=medium}"
    })
    void othersThinkInTheirWay(String dialect, String modelId, String effort, String additions) {
        ChatRequestParameters parameters = of(dialect, modelId, Map.of("reasoning-effort", effort));

        assertThat(DialectParameters.additions(parameters)).hasToString(additions);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, thinking-budget-token, thinking-budget-tokens",
        "google-ai-gemini, thinking-levl, thinking-level",
        "mistral-ai, safe-promt, safe-prompt",
        "ollama, num-ctxt, num-ctx"
    })
    void namesTheNearestOfItsParameters(String dialect, String name, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(dialect, "m", Map.of(name, "1")))
                .withMessageStartingWith("'" + name + "' is not a parameter of the dialect '" + dialect
                        + "'. Did you mean '" + meant + "'? Known parameters: temperature, ")
                .withMessageEndingWith("belongs under 'custom'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            anthropic | reasoning-effort | extreme | It must be one of none, minimal, low, medium, high, xhigh.
            anthropic | thinking | true | It must be one of adaptive, enabled, disabled.
            ollama | think | maybe | It must be one of true, false, low, medium, high.
            mistral-ai | seed | seven | It must be a whole number.
            """)
    void saysWhichValueDoesNotFit(String dialect, String name, String value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(dialect, "m", Map.of(name, value)))
                .withMessage("The parameter '" + name + "' is '" + value + "'. " + allowed);
    }

    @Test
    void additionsSurviveWhatTheCallerSets() {
        ChatRequestParameters configured = of("mistral-ai", "m", Map.of("temperature", 0.1, "top-p", 0.5, "seed", 7));
        ChatRequestParameters caller =
                ChatRequestParameters.builder().temperature(0.9).build();

        ChatRequestParameters merged = configured.overrideWith(caller);

        assertThat(merged.temperature()).isEqualTo(0.9);
        assertThat(merged.topP()).isEqualTo(0.5);
        assertThat(DialectParameters.own(merged).temperature()).isEqualTo(0.9);
        assertThat(DialectParameters.additions(merged)).isEqualTo(Map.of("random_seed", 7));
        assertThat(DefaultChatRequestParameters.EMPTY.overrideWith(configured)).isEqualTo(configured);
        assertThat(configured.defaultedBy(caller).temperature()).isEqualTo(0.1);
    }

    @Test
    void additionsAreMergedWithOneAnother() {
        ChatRequestParameters parameters = of(
                "google-ai-gemini",
                "gemini-2.5-pro",
                Map.of("seed", 7, "custom", Map.of("generationConfig", Map.of("candidateCount", 1))));

        assertThat(DialectParameters.additions(parameters))
                .isEqualTo(Map.of("generationConfig", Map.of("seed", 7, "candidateCount", 1)));
    }
}
