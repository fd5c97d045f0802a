package dev.signalbox.router.provider.simulated;

import java.util.Map;

/**
 * A tool call that a simulated deployment answers with.
 *
 * @param tool the name of the tool
 * @param arguments its arguments as JSON text, with the placeholders of {@link SimulatedAnswer}
 */
public record SimulatedToolCall(String tool, String arguments) {

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if they are not JSON
     */
    public SimulatedToolCall {
        JsonTemplate.check("arguments", arguments);
    }

    /**
     * A call with its arguments as a tree of maps, lists and values, as a configuration file gives them: maps from
     * index to value become lists; text that reads as a number or a truth value becomes one.
     */
    public static SimulatedToolCall of(String tool, Map<String, ?> arguments) {
        return new SimulatedToolCall(tool, JsonTemplate.ofConfigured(arguments));
    }
}
