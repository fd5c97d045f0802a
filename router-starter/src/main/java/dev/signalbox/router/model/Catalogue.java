package dev.signalbox.router.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All models and their deployments: immutable, replaced whole. */
public final class Catalogue {

    private final List<Model> models;
    private final Map<String, Model> byName;
    private final Map<String, Deployment> deployments;

    private Catalogue(List<Model> models, Map<String, Model> byName, Map<String, Deployment> deployments) {
        this.models = List.copyOf(models);
        this.byName = Collections.unmodifiableMap(byName);
        this.deployments = Collections.unmodifiableMap(deployments);
    }

    /** A catalogue of these models. */
    public static Catalogue of(Model... models) {
        return of(Arrays.asList(models));
    }

    /**
     * A catalogue of these models.
     *
     * @throws IllegalArgumentException if two models share a name or an alias, or if two different deployments share an
     *     id
     */
    public static Catalogue of(List<Model> models) {
        Map<String, Model> byName = new LinkedHashMap<>();
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        for (Model model : models) {
            model.names().forEach(name -> addName(byName, name, model));
            model.deployments().forEach(deployment -> addDeployment(deployments, deployment));
        }
        return new Catalogue(models, byName, deployments);
    }

    private static void addName(Map<String, Model> byName, String name, Model model) {
        Model other = byName.put(name, model);
        if (other != null) {
            throw new IllegalArgumentException("The name '" + name + "' belongs to the model '" + other.name()
                    + "' and to the model '" + model.name() + "'. Rename one, or remove the alias.");
        }
    }

    private static void addDeployment(Map<String, Deployment> deployments, Deployment deployment) {
        Deployment other = deployments.putIfAbsent(deployment.id(), deployment);
        if (other != null && !other.equals(deployment)) {
            throw new IllegalArgumentException("Two deployments with different settings share the id '"
                    + deployment.id() + "'. Give one of them an 'id' of its own.");
        }
    }

    /** The models in their configured order. */
    public List<Model> models() {
        return models;
    }

    /** The model of that name or alias. */
    public Optional<Model> model(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names and aliases of all models. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /** Each deployment once, in configured order. */
    public Collection<Deployment> deployments() {
        return deployments.values();
    }

    /** The deployment of that id. */
    public Optional<Deployment> deployment(String id) {
        return Optional.ofNullable(deployments.get(id));
    }
}
