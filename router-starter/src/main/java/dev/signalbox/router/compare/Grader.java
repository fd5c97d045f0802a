package dev.signalbox.router.compare;

/** Grades answers. Must be thread-safe; is never told whose answer it is. */
public interface Grader {

    /** Its name in results; its settings belong into it, because what they change makes grades anew. */
    String name();

    /** Whether the prompt says what this grader needs. */
    boolean grades(ComparedPrompt prompt);

    /** Whether grading calls no model, so that no cost limit stops it. */
    default boolean isFree() {
        return false;
    }

    /** Grades an answer to a prompt that it grades. An exception that it throws leaves the answer ungraded, but for a
     * {@link java.util.concurrent.CancellationException}, after which it is asked again some other time. */
    Grade grade(ComparedPrompt prompt, String answer);
}
