package dev.signalbox.samples.policies;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What each recipe is for can be seen when it runs without keys. */
class DemoTests {

    private static final String HAIKU = "anthropic/claude-haiku-4-5";
    private static final String SONNET = "anthropic/claude-sonnet-4-6";
    private static final String GPT = "openai/gpt-5.2";
    private static final String MINI = "openai/gpt-5.4-mini";

    private static final Map<String, List<String>> SEEN = Map.ofEntries(
            entry("cost-ceiling", List.of("left out: " + SONNET, "attempt 2: " + HAIKU + " ok")),
            entry("cheapest-first", List.of("attempt 1: " + MINI, "attempt 2: " + HAIKU + " ok")),
            entry(
                    "fallback-chain",
                    List.of("attempt 1: " + SONNET, "attempt 2: openrouter/", "attempt 3: " + GPT + " ok")),
            entry("retry-after", List.of("attempt 2: " + HAIKU, "left out: " + MINI, "attempt 1: " + MINI + " ok")),
            entry(
                    "several-keys",
                    List.of(
                            "attempt 1: " + MINI + " quota",
                            "attempt 2: " + MINI + " ok",
                            "attempt 1: " + MINI + " ok")),
            entry(
                    "openrouter",
                    List.of("with custom={provider=", "attempt 2: openrouter/anthropic/claude-sonnet-4.6 ok")),
            entry("hedging", List.of("attempt 1: " + MINI + " another attempt decided", "attempt 2: " + HAIKU + " ok")),
            entry("deadline", List.of("attempt 1: " + MINI + " timeout", "attempt 2: " + HAIKU + " ok")),
            entry(
                    "broken-stream",
                    List.of(
                            "attempt 1: " + GPT,
                            "attempt 2: " + SONNET + " ok",
                            "answer: The quick brown fox jumps over the lazy dog.")),
            entry(
                    "structured-output",
                    List.of("attempt 1: " + MINI + " invalid", "attempt 2: " + GPT + " ok", "294000")),
            entry(
                    "context-window",
                    List.of(
                            "attempt 1: in-house/qwen3-8b ok",
                            "left out: in-house/qwen3-8b",
                            "attempt 1: " + MINI + " ok")),
            entry("sticky-session", List.of("stays with " + HAIKU, "stays with openrouter/anthropic/claude-haiku-4.5")),
            entry(
                    "prompt-cache",
                    List.of("cache-system-messages=true", "stays with " + GPT, "attempt 1: " + SONNET + " ok")),
            entry("ab-test", List.of("policy trial: " + GPT, "policy current: " + SONNET)),
            entry(
                    "weighted",
                    List.of("policy balanced: " + HAIKU, "policy balanced: openrouter/anthropic/claude-haiku-4.5")),
            entry("shadow", List.of("attempt 1: " + SONNET + " ok", "copy: " + GPT + " ok")),
            entry("rules", List.of("by rule long", "by rule pictures", "policy quick")),
            entry(
                    "guard-local",
                    List.of(
                            "guards: stays-in-house",
                            "left out: " + GPT,
                            "attempt 1: in-house/qwen3-32b ok",
                            "refused: No deployment may serve")),
            entry("aliases", List.of("attempt 1: " + SONNET + " ok", "attempt 1: " + MINI + " ok")),
            entry(
                    "tenant-budgets",
                    List.of("policy default: " + SONNET, "refused: ", "tenant-day", "attempt 1: " + SONNET + " ok")),
            entry(
                    "budget-degrade",
                    List.of(
                            "policy answers: " + SONNET,
                            "cheapest first: the budget day is used up",
                            "attempt 1: " + MINI + " ok")),
            entry(
                    "rate-limits",
                    List.of("policy default: " + MINI, "refused: ", "tenant-minute", "attempt 1: " + MINI + " ok")));

    static List<Recipe> recipes() throws IOException {
        return Recipe.all();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    @ExtendWith(OutputCaptureExtension.class)
    void everyRecipeShowsWhatItIsFor(Recipe recipe, CapturedOutput output) throws IOException {
        PoliciesApplication.main(new String[] {recipe.name()});

        assertThat(output.getOut()).contains(recipe.problem()).contains(SEEN.get(recipe.name()));
    }
}
