package dev.signalbox.router.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page {@code docs/reference/configuration.md}: every property, as the metadata in the jar describe it and in the order
 * of the records that it is bound to.
 */
final class ReferencePage {

    private static final String PREFIX = SignalboxProperties.PREFIX;

    private final StringBuilder page = new StringBuilder("""
            # Reference: configuration

            Made from the metadata that IDEs complete from; `configuration.md`, one folder up, explains how things go together.
            """);

    private final Deque<Section> sections = new ArrayDeque<>();
    private final Set<Section> seen = new LinkedHashSet<>();

    /** Keys of one kind: below a name, or of the elements of a list. */
    private record Section(String prefix, Class<?> type) {}

    static String render() {
        return new ReferencePage().rendered();
    }

    private String rendered() {
        section(new Section(PREFIX, SignalboxProperties.class));
        while (!sections.isEmpty()) {
            section(sections.removeFirst());
        }
        management();
        return page.toString();
    }

    private void head(String title) {
        page.append("\n## ").append(title).append("\n\n| property | type | default | |\n|---|---|---|---|\n");
    }

    private void section(Section section) {
        head("`" + section.prefix() + "`");
        Deque<Section> deeper = new ArrayDeque<>();
        rows(section, section.type(), "", deeper);
        deeper.descendingIterator().forEachRemaining(sections::addFirst);
    }

    private void rows(Section section, Class<?> owner, String path, Deque<Section> deeper) {
        for (RecordComponent component : owner.getRecordComponents()) {
            String name = path + DataObjectPropertyName.toDashedForm(component.getName());
            ResolvableType type = ResolvableType.forType(component.getGenericType());
            if (type.toClass().isRecord()) {
                boolean own = metadata(type.toClass()) != null;
                rows(own ? new Section(section.prefix(), type.toClass()) : section, type.toClass(), name + ".", deeper);
            } else {
                row(section, owner, name, type, deeper);
            }
        }
    }

    private void row(Section section, Class<?> owner, String name, ResolvableType type, Deque<Section> deeper) {
        JsonNode property = property(section, owner, name);
        JsonNode value = property.path("defaultValue");
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type(section, name, type))
                .append(" | ");
        page.append(value.isMissingNode() ? "" : "`" + value.asString() + "`").append(" | ");
        page.append(property.path("description").asString()).append(" |\n");
        Class<?> element = element(type);
        if (element.isRecord()) {
            boolean map = Map.class.isAssignableFrom(type.toClass());
            Section next = new Section(section.prefix() + "." + name + (map ? ".<name>" : "[]"), element);
            if (seen.add(next)) {
                deeper.addLast(next);
            }
        }
    }

    /** Its metadata stand with its own type, or with the one in which that is nested. */
    private static JsonNode property(Section section, Class<?> owner, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        JsonNode own = find(metadata(owner), last);
        String whole = section.type() == SignalboxProperties.class ? PREFIX + "." + name : name;
        JsonNode found = own != null ? own : find(metadata(section.type()), whole);
        return Objects.requireNonNull(found, () -> "no metadata of " + section.prefix() + ": " + name);
    }

    private static JsonNode find(JsonNode metadata, String name) {
        return metadata == null
                ? null
                : StreamSupport.stream(metadata.path("properties").spliterator(), false)
                        .filter(property -> property.path("name").asString().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    private static JsonNode metadata(Class<?> type) {
        return read(
                type == SignalboxProperties.class
                        ? "spring-configuration-metadata.json"
                        : "spring/configuration-metadata/" + type.getName() + ".json");
    }

    private static JsonNode read(String name) {
        try (InputStream stream = ReferencePage.class.getClassLoader().getResourceAsStream("META-INF/" + name)) {
            return stream == null ? null : JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> element(ResolvableType type) {
        if (Map.class.isAssignableFrom(type.toClass())) {
            return type.asMap().getGeneric(1).toClass();
        }
        return Collection.class.isAssignableFrom(type.toClass())
                ? type.asCollection().getGeneric(0).toClass()
                : type.toClass();
    }

    /** Names that metadata suggest, else what Java's type says. */
    private static String type(Section section, String name, ResolvableType type) {
        String hinted = (section.prefix() + "." + name).replace("<name>", "*").replace("[]", "[*]");
        String known = StreamSupport.stream(
                        metadata(SignalboxProperties.class).path("hints").spliterator(), false)
                .filter(hint -> hint.path("name").asString().equals(hinted))
                .flatMap(hint -> StreamSupport.stream(hint.path("values").spliterator(), false))
                .map(value -> "`" + value.path("value").asString() + "`")
                .collect(Collectors.joining(", "));
        return known.isEmpty() || type.toClass() != String.class ? type(type) : known + ", …";
    }

    private static String type(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (Map.class.isAssignableFrom(raw)) {
            return element(type).isRecord() ? "map by name" : "map";
        } else if (Collection.class.isAssignableFrom(raw)) {
            return "list of " + (element(type).isRecord() ? "keys" : type(ResolvableType.forClass(element(type))));
        } else if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .map(constant -> "`" + key(constant) + "`")
                    .collect(Collectors.joining(", "));
        } else if (raw == boolean.class || raw == Boolean.class) {
            return "`true`, `false`";
        }
        return raw.isPrimitive() || Number.class.isAssignableFrom(raw)
                ? "number"
                : raw == String.class || raw == Object.class
                        ? "text"
                        : raw.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String key(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void management() {
        head("`management`");
        List<JsonNode> properties = StreamSupport.stream(
                        metadata(SignalboxProperties.class).path("properties").spliterator(), false)
                .filter(property -> property.path("name").asString().startsWith("management."))
                .toList();
        for (JsonNode property : properties) {
            String type = property.path("type").asString();
            page.append("| `").append(property.path("name").asString().substring("management.".length()));
            page.append("` | ").append(type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
            page.append(" | `").append(property.path("defaultValue").asString()).append("` | ");
            page.append(property.path("description").asString()).append(" |\n");
        }
    }
}
