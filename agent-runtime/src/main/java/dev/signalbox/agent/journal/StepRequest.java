package dev.signalbox.agent.journal;

import lombok.Builder;
import org.jspecify.annotations.Nullable;

/**
 * What a program wants to do.
 *
 * @param kind what kind of step
 * @param name for people, and to tell steps apart that are the same otherwise
 * @param content all that makes it the same step again
 * @param shape all that must be the same if only the texts of prompts may change; {@code null} if nothing may
 * @param role the role for which a model is asked
 * @param request what is kept of the content to be read later, {@code null} for nothing
 */
@Builder
public record StepRequest(
        StepKind kind,
        String name,
        String content,
        @Nullable String shape,
        @Nullable String role,
        @Nullable String request) {

    /** A step that is the same if kind, name and occurrence are. */
    public static StepRequest named(StepKind kind, String name) {
        return builder().kind(kind).name(name).content(name).build();
    }

    /** For people; without the content. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
