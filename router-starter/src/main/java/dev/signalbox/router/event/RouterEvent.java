package dev.signalbox.router.event;

import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.policy.Decision;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.resilience.Cooldown;

/** Something that happened in the router. */
public sealed interface RouterEvent {

    /** A call was decided; its first attempt comes next, unless there is no candidate. */
    record CallDecided(Decision decision) implements RouterEvent {}

    /** An attempt has started. */
    record AttemptStarted(Decision decision, int number, Deployment deployment) implements RouterEvent {}

    /** An attempt has ended, well or badly. */
    record AttemptEnded(Decision decision, Attempt attempt) implements RouterEvent {}

    /** A call has ended, well or badly; comes exactly once for each {@link CallDecided}. */
    record CallEnded(RoutedCall call) implements RouterEvent {}

    /** A deployment is left out for a while; if its credential is the cause, so are all others of its provider. */
    record CooldownStarted(Deployment deployment, Cooldown cooldown) implements RouterEvent {}

    /** The provider does not know the deployment's model: it is out until the configuration is reloaded. */
    record DeploymentDisabled(Deployment deployment) implements RouterEvent {}

    /** Another configuration has taken the place of the one in force. */
    record ConfigurationReloaded(Catalogue catalogue, PolicySet policies) implements RouterEvent {}

    /** A probe, or a person, has ended a deployment's cooldown. */
    record CooldownEnded(Deployment deployment) implements RouterEvent {}
}
