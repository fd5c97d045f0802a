package dev.signalbox.router.policy;

import dev.signalbox.router.model.Capability;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the facts. All parts must hold; one without parts always holds. Names may end in {@code *}.
 *
 * @param parts the single tests
 */
public record Condition(List<Predicate<RequestFacts>> parts) implements Predicate<RequestFacts> {

    /** Holds for every call. */
    public static final Condition ALWAYS = new Condition(List.of());

    /** Copies the parts. */
    public Condition {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean test(RequestFacts facts) {
        for (int index = 0; index < parts.size(); index++) {
            if (!parts.get(index).test(facts)) {
                return false;
            }
        }
        return true;
    }

    /** The value of that fact is one of the names. */
    public static Predicate<RequestFacts> oneOf(
            Function<RequestFacts, @Nullable String> fact, Collection<String> names) {
        List<Predicate<String>> tests = names.stream().map(Condition::nameTest).toList();
        return facts -> {
            String value = fact.apply(facts);
            return value != null && tests.stream().anyMatch(test -> test.test(value));
        };
    }

    /** The AI service has one of these names, full or simple. */
    public static Predicate<RequestFacts> service(Collection<String> names) {
        return oneOf(RequestFacts::service, names).or(oneOf(facts -> simpleName(facts.service()), names));
    }

    private static @Nullable String simpleName(@Nullable String service) {
        return service == null
                ? null
                : service.substring(Math.max(service.lastIndexOf('.'), service.lastIndexOf('$')) + 1);
    }

    private static Predicate<String> nameTest(String name) {
        return name.endsWith("*") ? value -> value.startsWith(name.substring(0, name.length() - 1)) : name::equals;
    }

    /** The call has all of these tags. */
    public static Predicate<RequestFacts> tags(Map<String, String> tags) {
        String[] keys = tags.keySet().toArray(new String[0]);
        String[] values = tags.values().toArray(new String[0]);
        return facts -> {
            for (int index = 0; index < keys.length; index++) {
                if (!values[index].equals(facts.tags().get(keys[index]))) {
                    return false;
                }
            }
            return true;
        };
    }

    /** The request is estimated at no fewer tokens. */
    public static Predicate<RequestFacts> minInputTokens(int tokens) {
        return facts -> facts.inputTokens() >= tokens;
    }

    /** The request is estimated at no more tokens. */
    public static Predicate<RequestFacts> maxInputTokens(int tokens) {
        return facts -> facts.inputTokens() <= tokens;
    }

    /** The request needs all of these capabilities. */
    public static Predicate<RequestFacts> needs(Set<Capability> needs) {
        Set<Capability> wanted = Set.copyOf(needs);
        return facts -> facts.needs().containsAll(wanted);
    }
}
