package dev.signalbox.router.policy;

import java.util.Locale;

/** Why a deployment is left out of a decision. */
public enum Reason {
    /** No key is configured for its provider. */
    NO_KEY,
    /** It lacks something that the request needs. */
    CAPABILITY,
    /** The request, with the output that it allows, is larger than its context. */
    CONTEXT_LENGTH,
    /** The request allows more output than it gives. */
    OUTPUT_LENGTH,
    /** A guard keeps the data in the house. */
    NOT_LOCAL,
    /** A guard forbids providers that keep data, or may. */
    DATA_RETENTION,
    /** A guard forbids providers that train on data, or may. */
    DATA_TRAINING,
    /** A guard allows other regions only. */
    REGION,
    /** A guard allows other providers only. */
    PROVIDER,
    /** A guard names it. */
    DENIED,
    /** A guard forbids its rounding, or it is unknown. */
    QUANTIZATION,
    /** It is dearer than allowed, or its price is unknown. */
    PRICE,
    /** It has failed and is left alone for a while. */
    COOLING,
    /** Its provider does not know the model; disabled until the configuration is reloaded. */
    DISABLED,
    /** A person has taken it out. */
    DRAINED,
    /** It takes fewer parameters than the request has. */
    PARAMETERS,
    /** Its requests or tokens per minute are used up. */
    RATE_LIMIT,
    /** As many calls as it takes are under way. */
    CONCURRENCY,
    /** A budget has not got left what it would presumably cost. */
    BUDGET;

    /** Whether time alone ends it. */
    public boolean passes() {
        return this == COOLING || this == RATE_LIMIT || this == CONCURRENCY;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
