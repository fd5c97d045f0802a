package dev.signalbox.router.provider.simulated;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * A rule for answers: what a simulated deployment says when all its conditions hold. Has exactly one of {@code text},
 * {@code toolCall} and {@code json}, which may hold <code>{input}</code> (the last user message),
 * <code>{tool-result}</code> (the last tool result), <code>{model}</code> (the provider's model id), and
 * <code>{1}</code> to <code>{9}</code> (the groups of {@code matches}).
 *
 * @param contains what the last user message must contain, in whatever case; {@code null} is always
 * @param matches a regular expression to be found in the last user message; {@code null} is always
 * @param afterTool the tool of which the last message must be the result; {@code null} is always
 * @param text the answer
 * @param toolCall the tool to call; the rule applies only while the request offers that tool and has no result of it
 *     after the last user message
 * @param json the answer as JSON text; a placeholder stands within a string, or bare for any JSON value
 */
@Builder
public record SimulatedAnswer(
        @Nullable String contains,
        @Nullable String matches,
        @Nullable String afterTool,
        @Nullable String text,
        @Nullable SimulatedToolCall toolCall,
        @Nullable String json) {

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException if there is not exactly one answer, if {@code matches} cannot be read or has too
     *     few groups, or if {@code json} is not JSON
     */
    public SimulatedAnswer {
        String arguments = toolCall == null ? null : toolCall.arguments();
        List<String> templates =
                Stream.of(text, arguments, json).filter(Objects::nonNull).toList();
        if (templates.size() != 1) {
            throw new IllegalArgumentException("A simulated answer has " + templates.size()
                    + " of text, tool-call and json. It must have exactly one.");
        }
        int groups = matches == null ? 0 : groups(matches);
        int used = Template.highestGroup(templates.get(0));
        Settings.require(
                used <= groups,
                "matches",
                matches,
                "a pattern with " + used + " groups, because {" + used + "} is used");
        if (json != null) {
            JsonTemplate.check("json", json);
        }
    }

    private static int groups(String matches) {
        try {
            return Pattern.compile(matches).matcher("").groupCount();
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "The matches of a simulated answer is '" + matches + "'. It must be a regular expression.",
                    unreadable);
        }
    }

    /** Starts an answer of JSON from a tree; see {@link SimulatedToolCall#of}. */
    public static SimulatedAnswerBuilder ofJson(Map<String, ?> tree) {
        return builder().json(JsonTemplate.ofConfigured(tree));
    }
}
