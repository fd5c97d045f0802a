package dev.signalbox.test.provider;

import org.jspecify.annotations.Nullable;

/** The usage a reply reports; counts that are null follow from lengths. */
record Tokens(
        @Nullable Integer input,
        @Nullable Integer output,
        int cached,
        int cacheWrites,
        int reasoning,
        boolean reported) {

    static final Tokens DERIVED = new Tokens(null, null, 0, 0, 0, true);

    private static final int CHARACTERS_PER_TOKEN = 4;

    Tokens withCounts(int newInput, int newOutput) {
        int in = requireCount("inputTokens", newInput);
        int out = requireCount("outputTokens", newOutput);
        return new Tokens(in, out, cached, cacheWrites, reasoning, true);
    }

    Tokens withCached(int count) {
        return new Tokens(input, output, requireCount("cachedTokens", count), cacheWrites, reasoning, true);
    }

    Tokens withCacheWrites(int count) {
        return new Tokens(input, output, cached, requireCount("cacheWriteTokens", count), reasoning, true);
    }

    Tokens withReasoning(int count) {
        return new Tokens(input, output, cached, cacheWrites, requireCount("reasoningTokens", count), true);
    }

    Tokens unreported() {
        return new Tokens(input, output, cached, cacheWrites, reasoning, false);
    }

    TokenCounts counts(int charactersIn, int charactersOut) {
        int in = input != null ? input : Math.max(Math.max(1, cached + cacheWrites), derived(charactersIn));
        int out = output != null ? output : derived(charactersOut) + reasoning;
        return new TokenCounts(in, out, cached, cacheWrites, reasoning);
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
