package dev.signalbox.router.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By what calls are counted together: all of them, or those with the same tenant, user and so on.
 *
 * @param fact the fact that calls have in common
 * @param tag the name of the tag, {@code null} unless the fact is a tag
 */
public record Scope(Fact fact, @Nullable String tag) {

    private static final String TAG = "tag:";

    /** What calls may have in common. */
    public enum Fact {
        /** Nothing: all calls count together. */
        GLOBAL,
        /** The policy or model by which they go. */
        POLICY,
        /** The customer for which they are made. */
        TENANT,
        /** The person for which they are made. */
        USER,
        /** The key that the caller showed, by its name. */
        KEY,
        /** The run of an agent. */
        RUN,
        /** The value of one tag. */
        TAG
    }

    /**
     * Checks the scope.
     *
     * @throws IllegalArgumentException if a tag has no name, or anything else has one
     */
    public Scope {
        if ((fact == Fact.TAG) != (tag != null && !tag.isBlank())) {
            throw new IllegalArgumentException(
                    "A scope of a tag names it, and no other does, but was " + fact + " with the tag '" + tag + "'.");
        }
    }

    /**
     * Reads a scope as it is configured: {@code global}, {@code policy}, {@code tenant}, {@code user}, {@code key},
     * {@code run} or {@code tag:<name>}.
     *
     * @throws IllegalArgumentException if it is none of them, saying what is allowed
     */
    public static Scope of(String text) {
        if (text.startsWith(TAG) && text.length() > TAG.length()) {
            return new Scope(Fact.TAG, text.substring(TAG.length()));
        }
        return Arrays.stream(Fact.values())
                .filter(fact -> fact != Fact.TAG && key(fact).equals(text))
                .findFirst()
                .map(fact -> new Scope(fact, null))
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' is no scope. Write one of " + allowed() + "."));
    }

    private static String allowed() {
        return Arrays.stream(Fact.values())
                .map(fact -> fact == Fact.TAG ? TAG + "<name>" : key(fact))
                .collect(Collectors.joining(", "));
    }

    private static String key(Fact fact) {
        return fact.name().toLowerCase(Locale.ROOT);
    }

    /**
     * With whom a call counts together: empty where all do, {@code null} where the call does not say it and so is not
     * counted.
     *
     * @param policy the name of the policy or model by which the call goes
     */
    public @Nullable String subject(RequestFacts facts, String policy) {
        return switch (fact) {
            case GLOBAL -> "";
            case POLICY -> policy;
            case TENANT -> facts.tenant();
            case USER -> facts.user();
            case KEY -> facts.key();
            case RUN -> facts.run();
            case TAG -> facts.tags().get(tag);
        };
    }

    /** As it is configured. */
    @Override
    public String toString() {
        return fact == Fact.TAG ? TAG + tag : key(fact);
    }
}
