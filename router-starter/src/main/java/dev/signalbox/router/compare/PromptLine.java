package dev.signalbox.router.compare;

import dev.signalbox.router.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One line of prompts, checked key by key. */
@RequiredArgsConstructor
final class PromptLine {

    private static final Set<String> KEYS = Set.of(
            "id",
            "category",
            "system",
            "prompt",
            "messages",
            "expected",
            "contains",
            "regex",
            "schema",
            "reference",
            "rubric",
            "weight");

    private final int number;
    private final JsonNode node;
    private final List<String> problems;

    /** {@code null} if something is wrong, which is then among the problems. */
    @Nullable
    ComparedPrompt prompt() {
        int before = problems.size();
        if (!node.isObject()) {
            return wrong("is no JSON object, or holds a key twice");
        }
        node.propertyNames().forEach(this::checkKey);
        ComparedPrompt.ComparedPromptBuilder prompt = ComparedPrompt.builder()
                .id(required("id"))
                .category(required("category"))
                .messages(messages())
                .expected(texts("expected"))
                .contains(texts("contains"))
                .regex(regex())
                .schema(schema())
                .reference(text("reference"))
                .rubric(text("rubric"))
                .weight(weight());
        return problems.size() > before ? null : prompt.build();
    }

    private void checkKey(String key) {
        if (!KEYS.contains(key)) {
            wrong("has the unknown key '" + key + "'."
                    + Names.known("keys", key, KEYS.stream().sorted().toList()));
        }
    }

    private String required(String key) {
        String value = text(key);
        if (value == null && !node.has(key)) {
            wrong("lacks '" + key + "'");
        }
        return value == null ? "" : value;
    }

    private @Nullable String text(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        return value.isString() && !value.asString().isBlank()
                ? value.asString()
                : wrong("'" + key + "' must be a text that is not blank");
    }

    private List<String> texts(String key) {
        JsonNode value = node.path(key);
        if (!value.isArray()) {
            String text = text(key);
            return text == null ? List.of() : List.of(text);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> {
            if (element.isString() && !element.asString().isBlank()) {
                texts.add(element.asString());
            }
        });
        if (texts.isEmpty() || texts.size() < value.size()) {
            wrong("'" + key + "' must be a text, or a list of texts that are not blank");
        }
        return texts;
    }

    private @Nullable String regex() {
        String regex = text("regex");
        try {
            return regex == null ? null : Pattern.compile(regex).pattern();
        } catch (PatternSyntaxException e) {
            return wrong("'regex' must be a regular expression: " + e.getDescription());
        }
    }

    private @Nullable String schema() {
        JsonNode schema = node.path("schema");
        if (schema.isMissingNode()) {
            return null;
        }
        return schema.isObject() ? schema.toString() : wrong("'schema' must be a JSON schema, an object");
    }

    private double weight() {
        JsonNode weight = node.path("weight");
        if (!weight.isMissingNode()
                && !(weight.isNumber() && weight.doubleValue() > 0 && Double.isFinite(weight.doubleValue()))) {
            wrong("'weight' must be a number above 0");
        }
        return weight.isNumber() ? weight.doubleValue() : 1;
    }

    private List<PromptMessage> messages() {
        List<PromptMessage> messages = new ArrayList<>();
        String system = text("system");
        if (system != null) {
            messages.add(new PromptMessage(PromptMessage.Role.SYSTEM, system));
        }
        if (node.has("prompt") == node.has("messages")) {
            wrong("must have one of 'prompt' and 'messages'");
        } else if (node.has("prompt")) {
            messages.add(new PromptMessage(PromptMessage.Role.USER, required("prompt")));
        } else {
            node.path("messages").forEach(message -> add(messages, message));
            if (messages.isEmpty() || messages.get(messages.size() - 1).role() != PromptMessage.Role.USER) {
                wrong("'messages' must be a list that ends with role user");
            }
        }
        return messages;
    }

    private void add(List<PromptMessage> messages, JsonNode message) {
        String role = message.path("role").asString("");
        String text = message.path("text").asString("");
        if (message.size() != 2 || !Set.of("system", "user", "assistant").contains(role) || text.isBlank()) {
            wrong("each of 'messages' must have role (system, user or assistant) and text, nothing else");
            return;
        }
        messages.add(new PromptMessage(PromptMessage.Role.valueOf(role.toUpperCase(Locale.ROOT)), text));
    }

    /** Always {@code null}, for what cannot be read. */
    private <T> @Nullable T wrong(String problem) {
        problems.add("line " + number + ": " + problem);
        return null;
    }
}
