package dev.signalbox.router.gateway;

import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.ModelKind;
import dev.signalbox.router.model.Names;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Preferences;
import dev.signalbox.router.policy.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the names in a request mean: a model or an alias, {@code policy/planning}, a deployment's id, or
 * {@code signalbox/auto} for what the rules decide; each with a variant such as {@code :floor} behind it.
 */
@RequiredArgsConstructor
final class ModelChoice {

    /** Lets the rules decide. */
    static final String AUTO = "signalbox/auto";
    /** What OpenRouter's clients call the same. */
    private static final Set<String> AUTO_NAMES = Set.of(AUTO, "auto", "openrouter/auto");

    private static final String POLICY = "policy/";
    private static final int MAX_NAME = 256;
    /** Nothing that costs anything. */
    private static final Requirement FREE = Requirement.builder()
            .maxPrice(new Price(0, 0, 0, 0, List.of(), null))
            .build();

    private final Asker asker;
    private final ModelKind kind;
    private final Preferences.PreferencesBuilder preferences;
    private Requirement require = Requirement.NONE;

    /** Whether a name lets the rules decide. */
    static boolean isAuto(String name) {
        return AUTO_NAMES.contains(name);
    }

    /** The choice of a chat. */
    ModelChoice(Asker asker, Preferences.PreferencesBuilder preferences) {
        this(asker, ModelKind.CHAT, preferences);
    }

    /** What the names require of deployments. */
    Requirement require() {
        return require;
    }

    /**
     * The facts of the caller, asking for what the names say.
     *
     * @param first the model that the request names, {@code null} if it names none
     * @param more what is tried after it
     */
    CallFacts facts(@Nullable String first, List<String> more) {
        List<String> names = new ArrayList<>(more);
        if (first != null) {
            names.remove(first);
            names.add(0, first);
        }
        names.forEach(ModelChoice::requireShort);
        List<String> meant = names.stream().map(this::meant).toList();
        preferences.allowedModels(asker.caller().models());
        if (meant.isEmpty() || meant.get(0).isEmpty()) {
            requireAuto();
            return asker.caller().facts();
        }
        preferences.models(meant.subList(1, meant.size()).stream()
                .filter(name -> !name.isEmpty())
                .toList());
        return asker.caller().facts().policy(meant.get(0));
    }

    private static void requireShort(String name) {
        if (name.length() > MAX_NAME) {
            throw GatewayException.of(
                    ErrorType.INVALID_REQUEST, "The name of a model has at most " + MAX_NAME + " characters.");
        }
    }

    private void requireAuto() {
        Set<String> allowed = asker.caller().policies();
        if (!allowed.isEmpty() && AUTO_NAMES.stream().noneMatch(allowed::contains)) {
            throw forbidden(AUTO);
        }
    }

    /** The name of a policy or model of the router's; empty if the rules decide. */
    private String meant(String name) {
        if (AUTO_NAMES.contains(name)) {
            return "";
        }
        Policy policy = name.startsWith(POLICY)
                ? asker.policies().policy(name.substring(POLICY.length())).orElse(null)
                : null;
        if (policy != null) {
            return allowed(policy);
        }
        Catalogue catalogue = asker.catalogue();
        Model model = catalogue.model(name).orElse(null);
        if (model != null) {
            return allowed(model, name);
        }
        Deployment deployment = catalogue.deployment(name).orElse(null);
        return deployment == null ? byVariant(name) : only(deployment);
    }

    private String byVariant(String name) {
        int colon = name.lastIndexOf(':');
        String variant = colon < 0 ? "" : name.substring(colon + 1);
        switch (variant) {
            case "floor" -> preferences.strategy("lowest-cost");
            case "nitro" -> preferences.strategy("highest-throughput");
            case "free" -> require = FREE;
            default -> throw unknown(name);
        }
        return meant(name.substring(0, colon));
    }

    private String allowed(Policy policy) {
        String name = policy.name();
        if (!asker.caller().policies().isEmpty() && !asker.caller().policies().contains(name)) {
            throw forbidden(POLICY + name);
        }
        policy.models().stream()
                .flatMap(each -> asker.catalogue().model(each).stream())
                .forEach(model -> requireKind(model, POLICY + name));
        return name;
    }

    private void requireKind(Model model, String name) {
        if (model.kind() != kind) {
            throw GatewayError.of(
                            ErrorType.INVALID_REQUEST,
                            model.kind() == ModelKind.CHAT
                                    ? "'" + name + "' answers chats and has no embeddings."
                                    : "'" + name
                                            + "' turns texts into vectors and answers no chats: send them to /embeddings.")
                    .with("param", "model")
                    .exception();
        }
    }

    /** What else the model is called, is not for a caller who may not ask for it. */
    private String allowed(Model model, String asked) {
        if (!asker.caller().allows(model)) {
            throw forbidden(asked);
        }
        requireKind(model, model.name());
        return model.name();
    }

    private String only(Deployment deployment) {
        preferences.allowedDeployments(Set.of(deployment.id()));
        return asker.catalogue().models().stream()
                .filter(model -> model.deployments().contains(deployment))
                .sorted(Comparator.comparing(model -> !asker.caller().allows(model)))
                .findFirst()
                .map(model -> allowed(model, deployment.id()))
                .orElseThrow(() -> unknown(deployment.id()));
    }

    private static GatewayException forbidden(String name) {
        return GatewayException.of(ErrorType.PERMISSION_DENIED, "The key does not allow '" + name + "'.");
    }

    private GatewayException unknown(String name) {
        Set<String> known = new TreeSet<>(names(asker));
        return GatewayError.of(
                        ErrorType.NOT_FOUND, "There is no model '" + name + "'." + Names.known("models", name, known))
                .with("availability", "model_not_found")
                .exception();
    }

    /** Whether any model of a policy may serve the caller. */
    private static boolean isServed(Policy policy, Asker asker) {
        return policy.models().stream()
                .flatMap(name -> asker.catalogue().model(name).stream())
                .anyMatch(asker.caller()::allows);
    }

    /** The names that a caller may ask for. */
    static List<String> names(Asker asker) {
        Set<String> policies = asker.caller().policies();
        Stream<String> ofModels = asker.catalogue().models().stream()
                .filter(asker.caller()::allows)
                .flatMap(Model::names);
        Stream<String> ofPolicies = asker.policies().policies().values().stream()
                .filter(policy -> policies.isEmpty() || policies.contains(policy.name()))
                .filter(policy -> isServed(policy, asker))
                .map(policy -> POLICY + policy.name());
        return Stream.concat(ofModels, ofPolicies).toList();
    }
}
