package dev.signalbox.router.compare;

/** Compares with what is expected. */
record ExactGrader(Normalisation normalisation) implements Grader {

    @Override
    public String name() {
        return normalisation.equals(Normalisation.LENIENT)
                ? "exact"
                : "exact(" + normalisation.ignoreCase() + "," + normalisation.collapseSpace() + ","
                        + normalisation.ignoreFinalPoint() + ")";
    }

    @Override
    public boolean grades(ComparedPrompt prompt) {
        return !prompt.expected().isEmpty();
    }

    @Override
    public boolean isFree() {
        return true;
    }

    @Override
    public Grade grade(ComparedPrompt prompt, String answer) {
        String given = normalisation.apply(answer);
        return Grade.of(
                prompt.expected().stream()
                        .anyMatch(right -> normalisation.apply(right).equals(given)),
                "expected");
    }
}
