package dev.signalbox.agent.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page {@code docs/reference/agents.md}: every property, as the metadata in the jar describe it. */
final class ReferencePage {

    private static final String PREFIX = AgentProperties.PREFIX;
    private static final String TOOLS = PREFIX + ".tools";

    private final StringBuilder page = new StringBuilder("""
            # Reference: configuration of agents

            Made from the metadata that IDEs complete from; `agents.md`, one folder up, explains how things go together.
            """);

    static String render() {
        return new ReferencePage().rendered();
    }

    private String rendered() {
        JsonNode metadata = read("spring-configuration-metadata.json");
        Set<String> groups = new LinkedHashSet<>();
        metadata.path("groups").forEach(group -> groups.add(group.path("name").asString()));
        groups.forEach(group -> section(group, metadata, group + "."));
        section(
                TOOLS + ".<name>",
                read("spring/configuration-metadata/" + ToolProperties.class.getName() + ".json"),
                "");
        return page.toString();
    }

    /** The properties right below a group; those of its groups have sections of their own. */
    private void section(String title, JsonNode metadata, String prefix) {
        page.append("\n## `").append(title).append("`\n\n| property | type | default | |\n|---|---|---|---|\n");
        StreamSupport.stream(metadata.path("properties").spliterator(), false)
                .filter(property -> isBelow(property.path("name").asString(), prefix))
                .forEach(property -> row(property, prefix));
    }

    private static boolean isBelow(String name, String prefix) {
        return name.startsWith(prefix)
                && (prefix.isEmpty() || !name.substring(prefix.length()).contains("."));
    }

    private void row(JsonNode property, String prefix) {
        JsonNode value = property.path("defaultValue");
        page.append("| `")
                .append(property.path("name").asString().substring(prefix.length()))
                .append("` | ")
                .append(type(property.path("type").asString()))
                .append(" | ")
                .append(value.isMissingNode() ? "" : "`" + value.asString() + "`")
                .append(" | ")
                .append(property.path("description").asString())
                .append(" |\n");
    }

    private static String type(String written) {
        if (written.startsWith("java.util.Map")) {
            return written.contains("$") || written.contains("signalbox") ? "map by name" : "map";
        }
        Class<?> type = ClassUtils.resolveClassName(written, null);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        } else if (type == Boolean.class) {
            return "`true`, `false`";
        } else if (Number.class.isAssignableFrom(type)) {
            return "number";
        }
        return type == String.class ? "text" : type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static JsonNode read(String name) {
        try (InputStream stream = ReferencePage.class.getClassLoader().getResourceAsStream("META-INF/" + name)) {
            return JsonMapper.shared().readTree(java.util.Objects.requireNonNull(stream, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
