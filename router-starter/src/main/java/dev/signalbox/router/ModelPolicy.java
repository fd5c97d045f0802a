package dev.signalbox.router;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the policy by which the model calls of an AI-service method, or of all methods of an AI service, are routed. That
 * of the method wins. May stand on annotations of your own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ModelPolicy {

    /** The name of a policy, or of a model that is then the only one. */
    String value();
}
