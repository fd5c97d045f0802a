package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Names;
import java.util.Collection;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/**
 * The configuration does not fit. Says what is wrong and what to write; never holds a key. At the start Spring Boot prints it
 * with the place where the property is written.
 */
@Getter
public final class ConfigurationProblem extends RuntimeException {

    private final String property;
    private final @Nullable Object value;
    private final String action;

    /**
     * For one property.
     *
     * @param property its name
     * @param value what was written, {@code null} if nothing was or if it is secret
     * @param message what is wrong
     * @param action what to write
     */
    public ConfigurationProblem(String property, @Nullable Object value, String message, String action) {
        super(message);
        this.property = property;
        this.value = value;
        this.action = action;
    }

    /**
     * For a name that does not exist.
     *
     * @param what the kinds of things that it should have been one of, for example {@code models}
     * @param action what to write if none of the known ones was meant
     */
    public static ConfigurationProblem unknown(
            String property, String value, String what, Collection<String> known, String action) {
        return new ConfigurationProblem(
                property,
                value,
                "'" + value + "' is none of the " + what + "." + Names.known(what, value, known),
                action);
    }

    /**
     * For a name that does not exist, where one of the known ones has to be written.
     *
     * @param what the kinds of things that it should have been one of, for example {@code values}
     */
    public static ConfigurationProblem unknown(String property, String value, String what, Collection<String> known) {
        return unknown(property, value, what, known, "Write one of them.");
    }

    /** For something that the core does not accept. */
    public static ConfigurationProblem of(String property, @Nullable Object value, RuntimeException cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        ConfigurationProblem problem =
                new ConfigurationProblem(property, value, message, "Correct '" + property + "'.");
        problem.initCause(cause);
        return problem;
    }
}
