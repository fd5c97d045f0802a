package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.policy.PolicySet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** Reads which models and policies a key may use: names that there are now, or null for all. */
@RequiredArgsConstructor
final class AllowedNames {

    private static final String AUTO = "auto";

    private final Router router;

    /** The own names of models, of which aliases may be written. */
    Set<String> models(Field field) {
        return names(field, this::model);
    }

    Set<String> policies(Field field) {
        return names(field, this::policy);
    }

    /** An empty list could mean all or none, so it is refused. */
    private static Set<String> names(Field field, Function<Field, String> reader) {
        if (field.isAbsent()) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        field.elements().forEach(element -> names.add(reader.apply(element)));
        if (names.isEmpty()) {
            throw field.wrong("must name at least one; null allows all");
        }
        return names;
    }

    private String model(Field field) {
        Catalogue catalogue = router.catalogue();
        String name = field.requiredText();
        return catalogue.model(name).map(Model::name).orElseThrow(() -> {
            List<String> known =
                    catalogue.models().stream().flatMap(Model::names).toList();
            return unknown(field, "model", "models", known);
        });
    }

    private String policy(Field field) {
        PolicySet policies = router.policies();
        String name = field.requiredText();
        if (!ModelChoice.isAuto(name) && policies.policy(name).isEmpty()) {
            List<String> known = new ArrayList<>(policies.names());
            known.add(AUTO);
            throw unknown(field, "policy", "policies", known);
        }
        return name;
    }

    private static GatewayException unknown(Field field, String one, String many, Collection<String> known) {
        String name = field.requiredText();
        return field.refused("there is no " + one + " '" + name + "'." + Names.known(many, name, known));
    }
}
