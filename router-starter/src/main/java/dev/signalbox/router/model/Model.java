package dev.signalbox.router.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A name that callers ask for, and the deployments that answer to it.
 *
 * @param name its own name, for example {@code strong}
 * @param aliases further names, for example {@code openai/gpt-4.1}
 * @param deployments where it is served, in the listed order
 */
public record Model(String name, List<String> aliases, List<Deployment> deployments) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no deployment, or if only some of them turn texts into vectors
     */
    public Model {
        aliases = List.copyOf(aliases);
        deployments = List.copyOf(deployments);
        if (deployments.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model '" + name + "' has no deployment. List at least one, as provider/model-id.");
        }
        if (deployments.stream().map(Deployment::embeds).distinct().count() > 1) {
            throw new IllegalArgumentException("Some deployments of the model '" + name
                    + "' turn texts into vectors, and others do not. Make two models of them.");
        }
    }

    /** A model without aliases. */
    public static Model of(String name, Deployment... deployments) {
        return new Model(name, List.of(), Arrays.asList(deployments));
    }

    /** The same model answering to further names. */
    public Model withAliases(String... names) {
        return new Model(name, Stream.concat(aliases.stream(), Stream.of(names)).toList(), deployments);
    }

    /** What it answers with, as its deployments say. */
    public ModelKind kind() {
        return deployments.get(0).embeds() ? ModelKind.EMBEDDING : ModelKind.CHAT;
    }

    /** Its name and its aliases. */
    public Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }
}
