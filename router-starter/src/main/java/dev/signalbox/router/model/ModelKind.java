package dev.signalbox.router.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a model answers with. */
public enum ModelKind {
    /** Answers with text and tool calls. */
    CHAT,
    /** Turns texts into vectors. */
    EMBEDDING;

    /** The name used in configuration, for example {@code embedding}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of models that serve the same calls.
     *
     * @param policy the policy that lists them
     * @param models the models; {@link #CHAT} if there is none
     * @throws IllegalArgumentException if they are of different kinds, or if there are several for embeddings, because
     *     vectors of different models cannot be compared
     */
    public static ModelKind common(String policy, List<Model> models) {
        List<Model> embedding = models.stream()
                .filter(model -> model.kind() == EMBEDDING)
                .distinct()
                .toList();
        if (embedding.isEmpty()) {
            return CHAT;
        }
        if (embedding.size() < models.stream().distinct().count()) {
            throw new IllegalArgumentException("The policy '" + policy + "' lists models of different kinds: "
                    + models.stream()
                            .map(model -> model.name() + " (" + model.kind().key() + ")")
                            .collect(Collectors.joining(", "))
                    + ". Give each kind a policy of its own.");
        }
        if (embedding.size() > 1) {
            throw new IllegalArgumentException("The policy '" + policy + "' lists several embedding models: "
                    + embedding.stream().map(Model::name).collect(Collectors.joining(", "))
                    + ". Vectors of different models cannot be compared: give each a policy of its own, and list one that"
                    + " several providers serve as one model with several deployments.");
        }
        return EMBEDDING;
    }
}
