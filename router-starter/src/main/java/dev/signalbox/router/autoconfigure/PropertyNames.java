package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Looks at the names of properties as they are written, because Spring Boot drops characters that it does not like
 * without a word. Environment variables are spared: their names cannot say everything.
 */
@RequiredArgsConstructor
final class PropertyNames {

    private static final String PREFIX = SignalboxProperties.PREFIX + ".";
    private static final List<String> OURS = KnownKeys.of(SignalboxProperties.class);
    private static final List<String> NAMED = List.of("providers", "models", "policies", "budgets", "rate-limits");
    private static final Pattern ELEMENT = Pattern.compile("\\[([^]]*)]|([^.\\[]+)");
    private static final String KEPT = "[A-Za-z0-9_-]+";
    private static final String NAME = "[a-z0-9-]+";

    private final ConfigurableEnvironment environment;

    /**
     * Checks all names below {@code signalbox}.
     *
     * @throws ConfigurationProblem for a name of which a part would be lost, or that nearly is one of ours
     */
    void check() {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names
                    && !(source instanceof SystemEnvironmentPropertySource)) {
                for (String name : names.getPropertyNames()) {
                    if (name.startsWith(PREFIX)) {
                        check(name);
                    }
                }
            }
        }
    }

    private static void check(String property) {
        List<MatchResult> elements =
                ELEMENT.matcher(property.substring(PREFIX.length())).results().toList();
        String part = elements.isEmpty() ? "" : elements.get(0).group();
        if (OURS.stream().noneMatch(known -> uniform(known).equals(uniform(part)))) {
            nearMiss(part).ifPresent(known -> {
                throw new ConfigurationProblem(
                        PREFIX + part,
                        null,
                        "'" + PREFIX + part + "' is none of the router's properties.",
                        "Write '" + PREFIX + known + "' if you meant that.");
            });
            return;
        }
        if (NAMED.contains(part) && elements.size() > 1) {
            requireName(part, text(elements.get(1)));
        }
        elements.forEach(element -> requireKept(property, element));
    }

    private static String uniform(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> nearMiss(String part) {
        String stem = part.substring(0, Math.max(0, part.length() - 1));
        return OURS.stream()
                .filter(known -> stem.length() > 2 && known.startsWith(stem))
                .findFirst()
                .or(() -> Names.nearest(part, OURS));
    }

    private static String text(MatchResult element) {
        return element.group(1) == null ? element.group() : element.group(1);
    }

    private static void requireName(String part, String name) {
        if (!name.matches(NAME)) {
            String better = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            throw new ConfigurationProblem(
                    PREFIX + part + "." + name,
                    null,
                    "'" + name + "' cannot be a name below '" + PREFIX + part
                            + "'. Names hold lower-case letters, digits and dashes only.",
                    "Write '" + better + "'"
                            + (part.equals("models") ? ", and list '" + name + "' among its 'aliases'." : "."));
        }
    }

    private static void requireKept(String property, MatchResult element) {
        if (element.group(1) == null && !element.group().matches(KEPT)) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "'" + element.group() + "' holds characters that Spring Boot would drop from a property name.",
                    "Write it in brackets and quotes: \"[" + element.group() + "]\".");
        }
    }
}
