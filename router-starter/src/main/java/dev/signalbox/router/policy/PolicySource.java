package dev.signalbox.router.policy;

import java.util.Locale;

/** Who named the policy of a call, strongest first. */
public enum PolicySource {
    /** The request's own routing parameters. */
    PARAMETERS,
    /** A model bound to one policy. */
    BOUND_MODEL,
    /** The parameters of the AI-service invocation. */
    INVOCATION,
    /** The request's model name. */
    MODEL_NAME,
    /** The annotation of the AI-service method. */
    METHOD,
    /** The annotation of the AI-service type. */
    TYPE,
    /** The role of the agent. */
    AGENT,
    /** A rule. */
    RULE,
    /** Nobody: the default policy. */
    DEFAULT,
    /** The policy of another call, of which this one is a copy. */
    SHADOW;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
