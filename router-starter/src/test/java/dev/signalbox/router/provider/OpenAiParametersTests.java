package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiParametersTests {

    @Test
    void takesTheCommonOnes() {
        OpenAiChatRequestParameters parameters = OpenAiParameters.of(
                Map.of("temperature", "0.2", "max-output-tokens", 500, "stop-sequences", Map.of("0", "END")));

        assertThat(parameters.temperature()).isEqualTo(0.2);
        assertThat(parameters.maxOutputTokens()).isEqualTo(500);
        assertThat(parameters.stopSequences()).containsExactly("END");
    }

    @Test
    void takesThoseOfOpenAi() {
        OpenAiChatRequestParameters parameters = OpenAiParameters.of(Map.of(
                "reasoning-effort", "high",
                "max-completion-tokens", "900",
                "seed", 7,
                "parallel-tool-calls", "false",
                "service-tier", "flex",
                "store", true,
                "metadata", Map.of("cost-centre", 17),
                "user", "jane"));

        assertThat(parameters)
                .isEqualTo(OpenAiChatRequestParameters.builder()
                        .reasoningEffort("high")
                        .maxCompletionTokens(900)
                        .seed(7)
                        .parallelToolCalls(false)
                        .serviceTier("flex")
                        .store(true)
                        .metadata(Map.of("cost-centre", "17"))
                        .user("jane")
                        .customParameters(Map.of())
                        .build());
    }

    @Test
    void sendsAsTheyAreWhatLangChain4jDoesNotKnow() {
        OpenAiChatRequestParameters parameters = OpenAiParameters.of(Map.of(
                "verbosity",
                "low",
                "top-k",
                "40",
                "custom",
                Map.of(
                        "provider",
                        Map.of("order", Map.of("0", "a", "1", "b"), "max_price", Map.of("prompt", "1.50")))));

        assertThat(parameters.topK()).isNull();
        assertThat(parameters.customParameters())
                .containsOnly(
                        Map.entry("verbosity", "low"),
                        Map.entry("top_k", 40),
                        Map.entry(
                                "provider",
                                Map.of(
                                        "order",
                                        List.of("a", "b"),
                                        "max_price",
                                        Map.of("prompt", new BigDecimal("1.50")))));
    }

    @Test
    void namesTheNearestOfItsParameters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiParameters.of(Map.of("reasoning-efort", "high")))
                .withMessageStartingWith("'reasoning-efort' is not a parameter of the dialect 'openai'."
                        + " Did you mean 'reasoning-effort'? Known parameters: temperature, ")
                .withMessageEndingWith("belongs under 'custom'.");
    }

    @Test
    void saysWhichValueDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiParameters.of(Map.of("seed", "seven")))
                .withMessage("The parameter 'seed' is 'seven'. It must be a whole number.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiParameters.of(Map.of("custom", "all")))
                .withMessage("The parameter 'custom' is 'all'. It must be a map of names and values.");
    }
}
