package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.provider.simulated.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** Makes the catalogue of the properties. */
@RequiredArgsConstructor
final class CatalogueReader {

    private static final String PROPERTY = "signalbox.models";

    private final Providers providers;
    private final KnownModels known;
    private final Map<String, Simulation> simulations = new LinkedHashMap<>();

    Catalogue read(Map<String, ModelProperties> properties) {
        List<Model> models = new ArrayList<>();
        properties.forEach((name, model) -> models.add(model(name, model)));
        return new Checks(PROPERTY).fitting(null, () -> Catalogue.of(models));
    }

    /** How deployments behave when they are simulated, by id, where it is configured. */
    Map<String, Simulation> simulations() {
        return simulations;
    }

    private Model model(String name, ModelProperties properties) {
        Checks checks = new Checks(PROPERTY + "." + name);
        checks.notEmpty("deployments", properties.deployments(), "as a list of provider/model-id");
        List<Deployment> deployments = new ArrayList<>();
        for (int index = 0; index < properties.deployments().size(); index++) {
            String property = checks.property("deployments[" + index + "]");
            deployments.add(deployment(property, properties.deployments().get(index), properties.kind()));
        }
        return new Model(name, properties.aliases(), deployments);
    }

    private Deployment deployment(String property, DeploymentProperties properties, ModelKind kind) {
        Checks checks = new Checks(property);
        String name = checks.required("provider", properties.provider(), "as the name of a provider");
        Deployment deployment = properties.deployment(property, providers.provider(property, name), known, kind);
        if (properties.simulated() != null) {
            addSimulation(deployment, checks.property("simulated"), properties.simulated());
        }
        return deployment;
    }

    private void addSimulation(Deployment deployment, String property, SimulationProperties properties) {
        Simulation simulation = properties.simulation(property);
        Simulation other = simulations.put(deployment.id(), simulation);
        if (other != null && !other.equals(simulation)) {
            throw new ConfigurationProblem(
                    property,
                    null,
                    "Two deployments that behave differently share the id '" + deployment.id() + "'.",
                    "Give one of them an 'id' of its own.");
        }
    }
}
