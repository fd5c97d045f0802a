package dev.signalbox.router.compare;

import dev.signalbox.router.usage.Cost;

/** Looks for texts. */
final class ContainsGrader implements Grader {

    private static final Normalisation TEXT = new Normalisation(true, true, false);

    @Override
    public String name() {
        return "contains";
    }

    @Override
    public boolean grades(ComparedPrompt prompt) {
        return !prompt.contains().isEmpty();
    }

    @Override
    public boolean isFree() {
        return true;
    }

    @Override
    public Grade grade(ComparedPrompt prompt, String answer) {
        String given = TEXT.apply(answer);
        long found = prompt.contains().stream()
                .map(TEXT::apply)
                .filter(text -> !text.isEmpty() && given.contains(text))
                .count();
        int all = prompt.contains().size();
        return new Grade((double) found / all, found + " of " + all, Cost.ZERO);
    }
}
