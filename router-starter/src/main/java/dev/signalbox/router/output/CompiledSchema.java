package dev.signalbox.router.output;

import org.jspecify.annotations.Nullable;

/** A schema, ready to check answers. */
@FunctionalInterface
interface CompiledSchema {

    /** Lets everything pass. */
    CompiledSchema UNCHECKED = text -> null;

    /** What is wrong with an answer, {@code null} if nothing is. */
    @Nullable
    String problem(String text);
}
