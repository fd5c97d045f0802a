package dev.signalbox.router.provider.simulated;

import dev.signalbox.router.execution.ParameterValue;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON text with placeholders; whatever they are replaced by, it stays JSON. */
final class JsonTemplate {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern STRING_OR_PLACEHOLDER =
            Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|" + Template.PLACEHOLDER);

    private JsonTemplate() {}

    /** The JSON text of a tree of maps, lists and values. */
    static String of(Object tree) {
        return JSON.writeValueAsString(tree);
    }

    /** The same for a tree from a configuration file, with the lists, numbers and truth values that it stands for. */
    static String ofConfigured(Map<String, ?> tree) {
        return of(new ParameterValue("json", tree).asJsonObject());
    }

    /** Fails if a template cannot become JSON, naming the property. */
    static void check(String property, String template) {
        Settings.require(
                isJson(expand(template, name -> "0")), property, template, "JSON, for example {\"city\": \"{1}\"}");
    }

    /**
     * The text with each placeholder replaced by its value: within a string as text, elsewhere as it is if it is JSON,
     * and as a string if not.
     */
    static String expand(String template, UnaryOperator<String> values) {
        return STRING_OR_PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(expand(found, values)));
    }

    private static String expand(MatchResult found, UnaryOperator<String> values) {
        String placeholder = found.group(1);
        if (placeholder == null) {
            return Template.expand(found.group(), name -> unquoted(values.apply(name)));
        }
        String value = values.apply(placeholder);
        return isJson(value) ? value : JSON.writeValueAsString(value);
    }

    private static String unquoted(String value) {
        String quoted = JSON.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
