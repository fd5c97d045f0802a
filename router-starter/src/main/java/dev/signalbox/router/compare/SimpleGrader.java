package dev.signalbox.router.compare;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Grades by one text of the prompt. */
record SimpleGrader(
        String name,
        Function<ComparedPrompt, @Nullable String> wanted,
        BiFunction<String, String, Grade> check,
        boolean isFree)
        implements Grader {

    SimpleGrader(
            String name, Function<ComparedPrompt, @Nullable String> wanted, BiFunction<String, String, Grade> check) {
        this(name, wanted, check, false);
    }

    @Override
    public boolean grades(ComparedPrompt prompt) {
        return wanted.apply(prompt) != null;
    }

    @Override
    public Grade grade(ComparedPrompt prompt, String answer) {
        return check.apply(Objects.requireNonNull(wanted.apply(prompt)), answer);
    }
}
