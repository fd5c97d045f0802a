package dev.signalbox.router.provider.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A configured answer, ready to be tried. */
final class AnswerRule {

    private final SimulatedAnswer answer;
    private final Pattern pattern;

    AnswerRule(SimulatedAnswer answer) {
        this.answer = answer;
        this.pattern = Pattern.compile(answer.matches() == null ? "" : answer.matches());
    }

    /**
     * What the rule says to a prompt, {@code null} if it does not apply.
     *
     * @param model what <code>{model}</code> stands for
     * @param id makes the ids of this answer differ from those of others
     */
    @Nullable
    Reply reply(Prompt prompt, String model, String id) {
        Matcher found = pattern.matcher(prompt.input());
        if (!prompt.contains(answer.contains()) || !prompt.follows(answer.afterTool()) || !found.find()) {
            return null;
        }
        SimulatedToolCall call = answer.toolCall();
        UnaryOperator<String> values = values(prompt, model, found);
        if (call != null) {
            boolean invited = prompt.invites(call.tool());
            return invited ? Reply.toolCall(id, call.tool(), JsonTemplate.expand(call.arguments(), values)) : null;
        }
        return Reply.text(
                answer.text() == null
                        ? JsonTemplate.expand(String.valueOf(answer.json()), values)
                        : Template.expand(answer.text(), values));
    }

    private static UnaryOperator<String> values(Prompt prompt, String model, Matcher found) {
        Map<String, String> values = new HashMap<>();
        values.put("input", prompt.input());
        values.put("model", model);
        values.put("tool-result", prompt.toolResult());
        for (int group = 1; group <= found.groupCount(); group++) {
            values.put(Integer.toString(group), found.group(group) == null ? "" : found.group(group));
        }
        return name -> values.getOrDefault(name, "");
    }
}
