package dev.signalbox.router.compare;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.signalbox.router.Router;
import dev.signalbox.router.execution.OutputValidator;

/** The graders that come along. */
public final class Graders {

    private Graders() {}

    /** Right if the answer is one of {@code expected}; case, spaces and a final point do not matter. */
    public static Grader exact() {
        return exact(Normalisation.LENIENT);
    }

    /** Right if the answer is one of {@code expected}, after both were made alike. */
    public static Grader exact(Normalisation normalisation) {
        return new ExactGrader(normalisation);
    }

    /** The share of the texts of {@code contains} that stand in the answer, in whatever case. */
    public static Grader contains() {
        return new ContainsGrader();
    }

    /** Right if {@code regex} is found in the answer; ungraded if looking for it would take without end. */
    public static Grader regex() {
        return new SimpleGrader("regex", ComparedPrompt::regex, new RegexCheck(), true);
    }

    /**
     * Right if the answer meets {@code schema}; give it {@code new JsonSchemaOutputValidator()}. A schema that cannot be
     * compiled leaves answers ungraded.
     */
    public static Grader schema(OutputValidator validator) {
        return new SimpleGrader("schema", ComparedPrompt::schema, new SchemaCheck(validator), true);
    }

    /** How near the meaning of the answer is to {@code reference}: the cosine of both vectors, 0 if that is below. */
    public static Grader similarity(EmbeddingModel model) {
        return new SimpleGrader("similarity", ComparedPrompt::reference, new SimilarityCheck(model, null));
    }

    /** Right if the cosine is at least the threshold. */
    public static Grader similarity(EmbeddingModel model, double threshold) {
        return new SimpleGrader(
                "similarity>=" + threshold, ComparedPrompt::reference, new SimilarityCheck(model, threshold));
    }

    /** A model's opinion of answers whose prompt has a {@code rubric}; never told who answered. */
    public static Grader judge(Router router, String policy) {
        return new JudgeGrader(router, policy, null);
    }

    /** The same of every prompt, by one rubric where the prompt has none. */
    public static Grader judge(Router router, String policy, String rubric) {
        return new JudgeGrader(router, policy, rubric);
    }
}
