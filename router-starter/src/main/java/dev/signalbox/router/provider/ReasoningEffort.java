package dev.signalbox.router.provider;

import dev.signalbox.router.execution.ParameterValue;

/** How much a model is to think, where a provider asks in another way than by a word. */
enum ReasoningEffort {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    /**
     * The effort of that word, as OpenAI knows them; those beyond low and high are the nearest of ours.
     *
     * @throws IllegalArgumentException if there is no such word
     */
    static ReasoningEffort of(ParameterValue value) {
        return switch (value.asString()) {
            case "none" -> NONE;
            case "minimal", "low" -> LOW;
            case "medium" -> MEDIUM;
            case "high", "xhigh" -> HIGH;
            default ->
                throw new IllegalArgumentException("The parameter '" + value.name() + "' is '" + value.asString()
                        + "'. It must be one of none, minimal, low, medium, high, xhigh.");
        };
    }

    /** The word that most providers use for it. */
    String word() {
        return switch (this) {
            case NONE -> "none";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
        };
    }
}
