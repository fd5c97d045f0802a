package dev.signalbox.agent.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method {@code Optional<R> name(IdempotencyKey key)} that says what came of a use of a tool of the same object with
 * {@link Effect#ONCE} that was interrupted: its result, or nothing if it was not done, which then is done. If the method
 * throws, a person is asked.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reconcile {

    /** The name of the tool. */
    String value();
}
