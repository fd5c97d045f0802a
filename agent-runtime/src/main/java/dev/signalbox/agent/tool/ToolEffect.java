package dev.signalbox.agent.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what the use of a tool changes; without it a tool is taken for {@link Effect#IDEMPOTENT}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ToolEffect {

    /** What it changes. */
    Effect value();
}
