package dev.signalbox.router.gateway;

import dev.signalbox.router.Router;
import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Names;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the models that a caller may ask for, and where each is served. */
@RequiredArgsConstructor
final class ModelsEndpoint {

    private static final String MODELS = "models/";
    private static final String ENDPOINTS = "/endpoints";

    private final Router router;

    private Asker asker(GatewayRequest request) {
        return Asker.of(request, router);
    }

    void list(GatewayRequest request) {
        ArrayNode models = GatewayJson.object().putArray("data");
        for (String name : ModelChoice.names(asker(request))) {
            models.add(new ModelWriter(router).model(name));
        }
        ObjectNode list = GatewayJson.object().put("object", "list");
        list.set("data", models);
        list.put("total_count", models.size());
        list.putObject("links").putNull("next");
        request.send(list);
    }

    /** Of {@code models/NAME}, where the name may hold slashes, and of {@code models/NAME/endpoints}. */
    void one(GatewayRequest request) {
        String path = request.path().startsWith(MODELS) ? request.path().substring(MODELS.length()) : request.path();
        boolean endpoints = path.endsWith(ENDPOINTS);
        String written = endpoints ? path.substring(0, path.length() - ENDPOINTS.length()) : path;
        String name = URLDecoder.decode(written, StandardCharsets.UTF_8);
        List<String> names = ModelChoice.names(asker(request));
        if (!names.contains(name)) {
            throw GatewayException.of(
                    ErrorType.NOT_FOUND, "There is no model '" + name + "'." + Names.known("models", name, names));
        }
        request.send(
                endpoints ? Map.of("data", endpoints(name, request.caller())) : new ModelWriter(router).model(name));
    }

    private ObjectNode endpoints(String name, GatewayCaller caller) {
        ModelWriter writer = new ModelWriter(router);
        ObjectNode model = writer.model(name);
        Map<String, DeploymentStatus> status = new HashMap<>();
        router.status().forEach(each -> status.put(each.deployment().id(), each));
        ArrayNode endpoints = model.putArray("endpoints");
        for (Model served : writer.models(name)) {
            if (!caller.allows(served)) {
                continue;
            }
            for (Deployment deployment : served.deployments()) {
                endpoints.add(writer.endpoint(deployment, status.get(deployment.id())));
            }
        }
        return model;
    }
}
