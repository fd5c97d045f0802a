package dev.signalbox.router.actuate;

import dev.signalbox.router.Router;
import dev.signalbox.router.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Models with their deployments, and policies. */
@RequiredArgsConstructor
public final class RouterInfoContributor implements InfoContributor {

    private final Router router;

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, List<String>> models = new LinkedHashMap<>();
        for (Model model : router.catalogue().models()) {
            models.put(
                    model.name(),
                    model.deployments().stream()
                            .map(deployment -> deployment.id())
                            .toList());
        }
        builder.withDetail(
                "router",
                Map.of(
                        "models", models,
                        "policies", router.policies().names(),
                        "defaultPolicy", router.policies().defaultPolicy().name()));
    }
}
