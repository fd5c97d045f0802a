package dev.signalbox.router.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Names;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who takes part: a model or policy of the router.
 *
 * @param name its name
 * @param kind which of both
 */
public record Contender(String name, Kind kind) {

    /** A model or a policy. */
    public enum Kind {
        /** A model. */
        MODEL,
        /** A policy. */
        POLICY;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The model or policy of that name; a policy is found first, as by a call.
     *
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    static Contender of(Router router, String name) {
        if (router.policies().names().contains(name)) {
            return new Contender(name, Kind.POLICY);
        }
        if (router.catalogue().names().contains(name)) {
            return new Contender(name, Kind.MODEL);
        }
        Set<String> known = new TreeSet<>(router.policies().names());
        known.addAll(router.catalogue().names());
        throw new IllegalArgumentException("The contender '" + name + "' is neither a model nor a policy."
                + Names.known("models and policies", name, known));
    }
}
