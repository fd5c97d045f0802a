package dev.signalbox.agent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An AI service whose every call is a run of its own. In an application each is a bean of its interface: a call starts a
 * run and waits for its end. {@link AgentRuntime#call} starts one without waiting.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DurableAgent {

    /** What names it in the journal; the simple name of the interface unless given. */
    String name() default "";

    /** How long a caller waits for the end, in ISO-8601; the run goes on after that. */
    String patience() default "PT10M";
}
