package dev.signalbox.test.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The usage a reply reports; counts that are null follow from lengths. */
record Tokens(@Nullable Integer input, @Nullable Integer output, int cached, int reasoning, boolean reported) {

    static final Tokens DERIVED = new Tokens(null, null, 0, 0, true);

    private static final int CHARACTERS_PER_TOKEN = 4;

    Tokens withCounts(int newInput, int newOutput) {
        return new Tokens(
                requireCount("inputTokens", newInput),
                requireCount("outputTokens", newOutput),
                cached,
                reasoning,
                true);
    }

    Tokens withCached(int count) {
        return new Tokens(input, output, requireCount("cachedTokens", count), reasoning, true);
    }

    Tokens withReasoning(int count) {
        return new Tokens(input, output, cached, requireCount("reasoningTokens", count), true);
    }

    Tokens unreported() {
        return new Tokens(input, output, cached, reasoning, false);
    }

    ObjectNode json(int charactersIn, int charactersOut) {
        int in = input != null ? input : Math.max(Math.max(1, cached), derived(charactersIn));
        int out = output != null ? output : derived(charactersOut) + reasoning;
        ObjectNode usage = Json.object();
        usage.put("prompt_tokens", in).put("completion_tokens", out).put("total_tokens", in + out);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        return usage;
    }

    private static int derived(int characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private static int requireCount(String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + " is " + count + "; use 0 or more");
        }
        return count;
    }
}
