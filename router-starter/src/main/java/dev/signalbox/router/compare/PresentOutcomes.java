package dev.signalbox.router.compare;

import dev.signalbox.router.Router;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store has of deployments that the contenders still have; the rest was said by others under the same names. */
record PresentOutcomes(Router router, OutcomeStore store) implements OutcomeStore {

    @Override
    public Optional<Outcome> find(Outcome.Key key) {
        return store.find(key).filter(this::isPresent);
    }

    @Override
    public void save(Outcome outcome) {
        store.save(outcome);
    }

    private boolean isPresent(Outcome outcome) {
        String answered = outcome.deployment();
        List<String> called = answered == null ? outcome.tried() : List.of(answered);
        return called.isEmpty() || called.stream().anyMatch(deployments(outcome.contender())::contains);
    }

    private Set<String> deployments(String contender) {
        return router.policies().policy(contender).map(Policy::models).orElse(List.of(contender)).stream()
                .flatMap(model -> router.catalogue().model(model).stream())
                .flatMap(model -> model.deployments().stream())
                .map(Deployment::id)
                .collect(Collectors.toSet());
    }
}
