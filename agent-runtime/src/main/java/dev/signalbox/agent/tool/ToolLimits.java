package dev.signalbox.agent.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the use of a tool. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ToolLimits {

    /** How long one use may take, for example {@code PT10S}; empty for any time. With it, tools run on another thread. */
    String timeout() default "";

    /**
     * How many times a use that failed is repeated before the model is told; only for {@link Effect#READ} and
     * {@link Effect#IDEMPOTENT}. Negative for what is configured, which is 0 by default.
     */
    int retries() default -1;

    /** The wait before the first repetition, doubled with each; empty for what is configured, which is {@code PT0.5S}. */
    String backoff() default "";

    /** How many uses may go on at once, in all runs of this process; 0 for what is configured, by default any number. */
    int concurrency() default 0;

    /** How many characters of a result a model gets; 0 for what is configured, which is 20,000 by default. */
    int maxOutput() default 0;
}
