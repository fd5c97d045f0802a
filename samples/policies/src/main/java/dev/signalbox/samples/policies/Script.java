package dev.signalbox.samples.policies;

import dev.signalbox.router.provider.simulated.Simulation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is played for a recipe.
 *
 * @param behaviour of deployments by their id, one for each key; the others answer at once
 * @param scenes the calls
 */
record Script(Map<String, List<Simulation>> behaviour, Consumer<Stage> scenes) {

    /** Every deployment answers at once. */
    static Script of(Consumer<Stage> scenes) {
        return new Script(Map.of(), scenes);
    }

    /** The same, but a deployment behaves in that way, or with several keys in those ways. */
    Script where(String deployment, Simulation... byKey) {
        Map<String, List<Simulation>> more = new HashMap<>(behaviour);
        more.put(deployment, List.of(byKey));
        return new Script(more, scenes);
    }

    /** How a deployment behaves, for each of its keys. */
    List<Simulation> behaviour(String deployment) {
        return behaviour.getOrDefault(deployment, List.of(Behaviour.OBLIGING));
    }
}
