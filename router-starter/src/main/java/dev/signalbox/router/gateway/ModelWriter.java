package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.execution.Latency;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes models as OpenAI's and OpenRouter's clients want them; some of them refuse a list in which a field is missing.
 * Where a model has several deployments, it says what the best of them can, and what the first one costs.
 */
@RequiredArgsConstructor
final class ModelWriter {

    private static final int PICO_DIGITS = 12;
    private static final String POLICY = "policy/";

    private static final List<String> USUAL_PARAMETERS =
            List.of("frequency_penalty", "max_tokens", "presence_penalty", "stop", "temperature", "top_p");

    private static final Map<Capability, String> MODALITIES = Map.of(
            Capability.IMAGES, "image",
            Capability.AUDIO, "audio",
            Capability.VIDEO, "video",
            Capability.PDF, "file");

    private final Router router;

    /** The models behind a name: a model's own, or those of a policy. */
    List<Model> models(String name) {
        if (!name.startsWith(POLICY)) {
            return router.catalogue().model(name).stream().toList();
        }
        return router.policies().policy(name.substring(POLICY.length())).stream()
                .flatMap(policy -> policy.models().stream())
                .flatMap(each -> router.catalogue().model(each).stream())
                .toList();
    }

    ObjectNode model(String name) {
        List<Deployment> deployments = models(name).stream()
                .flatMap(model -> model.deployments().stream())
                .toList();
        Deployment first = deployments.get(0);
        ObjectNode model = GatewayJson.object();
        model.put("id", name).put("canonical_slug", name).put("name", name);
        model.put("object", "model").put("owned_by", first.provider()).put("created", 0);
        model.put("description", deployments.size() == 1 ? "" : "Served by " + deployments.size() + " deployments.");
        Integer context = greatest(deployments, Deployment::contextLength);
        Integer output = greatest(deployments, Deployment::outputLength);
        model.put("context_length", context);
        model.set("architecture", architecture(deployments));
        model.set("pricing", pricing(first.price()));
        model.putObject("top_provider")
                .put("context_length", context)
                .put("max_completion_tokens", output)
                .put("is_moderated", false);
        model.putNull("per_request_limits");
        model.set("supported_parameters", GatewayJson.tree(parameters(deployments)));
        model.putNull("default_parameters");
        model.putNull("supported_voices");
        model.putObject("links").put("details", "/v1/models/" + name + "/endpoints");
        return model;
    }

    private static @Nullable Integer greatest(
            List<Deployment> deployments, java.util.function.Function<Deployment, @Nullable Integer> length) {
        return deployments.stream()
                .map(length)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Set<Capability> capabilities(List<Deployment> deployments) {
        EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
        deployments.forEach(deployment -> all.addAll(deployment.capabilities()));
        return all;
    }

    private static ObjectNode architecture(List<Deployment> deployments) {
        List<String> input = new ArrayList<>(List.of("text"));
        capabilities(deployments).stream()
                .map(MODALITIES::get)
                .filter(Objects::nonNull)
                .forEach(input::add);
        String output = deployments.get(0).embeds() ? "embeddings" : "text";
        ObjectNode architecture = GatewayJson.object();
        architecture.put("modality", String.join("+", input) + "->" + output);
        architecture.set("input_modalities", GatewayJson.tree(input));
        architecture.set("output_modalities", GatewayJson.tree(List.of(output)));
        architecture.put("tokenizer", "Other").putNull("instruct_type");
        return architecture;
    }

    private static Set<String> parameters(List<Deployment> deployments) {
        if (deployments.get(0).embeds()) {
            return Set.of("dimensions");
        }
        Set<String> parameters = new TreeSet<>(USUAL_PARAMETERS);
        Set<Capability> capabilities = capabilities(deployments);
        if (capabilities.contains(Capability.TOOLS)) {
            parameters.addAll(List.of("tools", "tool_choice"));
        }
        if (capabilities.contains(Capability.JSON_SCHEMA)) {
            parameters.addAll(List.of("response_format", "structured_outputs"));
        }
        return parameters;
    }

    /** USD per token, as text so that no digit is lost; -1 is unknown. */
    private static ObjectNode pricing(@Nullable Price price) {
        ObjectNode pricing = GatewayJson.object();
        if (price == null) {
            return pricing.put("prompt", "-1").put("completion", "-1");
        }
        pricing.put("prompt", usd(price.input())).put("completion", usd(price.output()));
        pricing.put("input_cache_read", usd(price.cachedInput())).put("input_cache_write", usd(price.cacheWrite()));
        return pricing.put("request", "0").put("image", "0");
    }

    private static String usd(long pico) {
        return GatewayJson.amount(BigDecimal.valueOf(pico, PICO_DIGITS)).toPlainString();
    }

    ObjectNode endpoint(Deployment deployment, @Nullable DeploymentStatus status) {
        ObjectNode endpoint = GatewayJson.object();
        endpoint.put("name", deployment.id()).put("model_name", deployment.modelId());
        endpoint.put("provider_name", deployment.provider()).put("tag", deployment.provider());
        endpoint.put("context_length", deployment.contextLength());
        endpoint.put("max_completion_tokens", deployment.outputLength()).putNull("max_prompt_tokens");
        endpoint.put("quantization", deployment.quantization());
        endpoint.set("pricing", pricing(deployment.price()));
        endpoint.set("supported_parameters", GatewayJson.tree(parameters(List.of(deployment))));
        endpoint.put("supports_implicit_caching", false).putNull("uptime_last_30m");
        endpoint.put("status", status == null || status.isOpen() ? 0 : -1);
        endpoint.set("latency_last_30m", latency(status == null ? null : status.streamed()));
        return endpoint;
    }

    /** Milliseconds to the first content. */
    private static ObjectNode latency(@Nullable Latency streamed) {
        ObjectNode latency = GatewayJson.object();
        if (streamed != null && streamed.median() != null && streamed.p99() != null) {
            latency.put("p50", streamed.median().toMillis());
            latency.put("p99", streamed.p99().toMillis());
        }
        return latency;
    }
}
