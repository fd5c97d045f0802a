package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Policy;
import lombok.Getter;

/** A policy asks for the check of answers against JSON schemas, but nobody can make it. */
@Getter
public final class MissingOutputValidatorException extends IllegalArgumentException {

    /** The policy. */
    private final transient Policy policy;

    MissingOutputValidatorException(Policy policy) {
        super("The policy '" + policy.name() + "' wants answers checked against JSON schemas, but there is no"
                + " OutputValidator.");
        this.policy = policy;
    }
}
