package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.model.Deployment;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Warns of deployments whose model is retired, or will be within 60 days. */
@Slf4j
@RequiredArgsConstructor
final class RetirementNotice {

    private static final int DAYS_AHEAD = 60;

    private final RouterConfiguration configuration;
    private final LocalDate today;

    void log() {
        warnings().forEach(log::warn);
    }

    /** One sentence for each deployment concerned. */
    List<String> warnings() {
        return configuration.catalogue().deployments().stream()
                .map(this::warning)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable String warning(Deployment deployment) {
        LocalDate day = deployment.retirement();
        if (day == null || day.isAfter(today.plusDays(DAYS_AHEAD))) {
            return null;
        }
        return "The model of the deployment '" + deployment.id() + "' "
                + (day.isAfter(today) ? "will be retired on " : "was retired on ") + day
                + ", says the catalogue. Write another model-id in '" + configuration.property(deployment) + "'.";
    }
}
