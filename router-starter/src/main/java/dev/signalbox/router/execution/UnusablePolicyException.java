package dev.signalbox.router.execution;

import dev.signalbox.router.policy.Exclusion;
import java.util.List;
import java.util.stream.Collectors;
import lombok.Getter;

/** A configured policy has no deployment that could ever be called. */
@Getter
public final class UnusablePolicyException extends IllegalArgumentException {

    private final String policy;
    private final transient List<Exclusion> exclusions;

    UnusablePolicyException(String policy, List<Exclusion> exclusions) {
        super("The policy '" + policy + "' has no usable deployment: "
                + exclusions.stream().map(Exclusion::toString).collect(Collectors.joining(", ")) + ".");
        this.policy = policy;
        this.exclusions = List.copyOf(exclusions);
    }
}
