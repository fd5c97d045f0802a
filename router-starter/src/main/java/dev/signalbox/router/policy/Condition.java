package dev.signalbox.router.policy;

import dev.signalbox.router.model.Capability;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the facts. All parts must hold; one without parts always holds. Names may end in {@code *}.
 *
 * @param parts the single tests; {@code toString} of one should say what it wants
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

    /** The first part that does not hold. */
    public Optional<Predicate<RequestFacts>> missed(RequestFacts facts) {
        return parts.stream().filter(part -> !part.test(facts)).findFirst();
    }

    /** A part that says what it wants. */
    private record Part(String text, Predicate<RequestFacts> test) implements Predicate<RequestFacts> {

        @Override
        public boolean test(RequestFacts facts) {
            return test.test(facts);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The value of that fact is one of the names. */
    public static Predicate<RequestFacts> oneOf(
            Function<RequestFacts, @Nullable String> fact, Collection<String> names) {
        return oneOf("one of its names", fact, names);
    }

    /**
     * The value of that fact is one of the names.
     *
     * @param what what the fact is called
     */
    public static Predicate<RequestFacts> oneOf(
            String what, Function<RequestFacts, @Nullable String> fact, Collection<String> names) {
        NamePattern pattern = NamePattern.of(names);
        return new Part(what + ": " + pattern, facts -> pattern.matches(fact.apply(facts)));
    }

    /** The AI service has one of these names, full or simple. */
    public static Predicate<RequestFacts> service(Collection<String> names) {
        NamePattern pattern = NamePattern.of(names);
        return new Part(
                "service: " + pattern,
                facts -> pattern.matches(facts.service()) || pattern.matches(simpleName(facts.service())));
    }

    private static @Nullable String simpleName(@Nullable String service) {
        return service == null
                ? null
                : service.substring(Math.max(service.lastIndexOf('.'), service.lastIndexOf('$')) + 1);
    }

    /** The call has all of these tags. */
    public static Predicate<RequestFacts> tags(Map<String, String> tags) {
        String[] keys = tags.keySet().toArray(new String[0]);
        String[] values = tags.values().toArray(new String[0]);
        return new Part("tags: " + tags, facts -> {
            for (int index = 0; index < keys.length; index++) {
                if (!values[index].equals(facts.tags().get(keys[index]))) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The call has that tag with one of these values. */
    public static Predicate<RequestFacts> tag(String key, Collection<String> values) {
        NamePattern pattern = NamePattern.of(values);
        return new Part(
                "tags." + key + ": " + pattern,
                facts -> pattern.matches(facts.tags().get(key)));
    }

    /** The request is estimated at no fewer tokens. */
    public static Predicate<RequestFacts> minInputTokens(int tokens) {
        return new Part("min-input-tokens: " + tokens, facts -> facts.inputTokens() >= tokens);
    }

    /** The request is estimated at no more tokens. */
    public static Predicate<RequestFacts> maxInputTokens(int tokens) {
        return new Part("max-input-tokens: " + tokens, facts -> facts.inputTokens() <= tokens);
    }

    /** The request needs all of these capabilities. */
    public static Predicate<RequestFacts> needs(Set<Capability> needs) {
        Set<Capability> wanted = Set.copyOf(needs);
        String text = needs.stream().map(Capability::key).sorted().collect(Collectors.joining(", "));
        return new Part("needs: " + text, facts -> facts.needs().containsAll(wanted));
    }

    /** The call is made within these hours; fails if the facts do not say when. */
    public static Predicate<RequestFacts> time(TimeWindow window) {
        return new Part("time: " + window, facts -> {
            Instant moment = facts.moment();
            if (moment == null) {
                throw new IllegalStateException("The facts do not say when the call is made.");
            }
            return window.contains(moment);
        });
    }

    /** The call is one of this share of all calls. */
    public static Predicate<RequestFacts> share(Share share) {
        return new Part("share: " + share.percent() + " %", share::contains);
    }
}
