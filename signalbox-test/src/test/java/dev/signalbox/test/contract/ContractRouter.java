package dev.signalbox.test.contract;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.correlation.TestBed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routers as LangChain4j's contract tests need them. There are two models, each called as its deployment is, so that the
 * name of the answer tells whether the right one was asked. What those tests take for the defaults of a model are here
 * the model and the parameters of the default policy.
 */
final class ContractRouter implements AutoCloseable {

    static final String USUAL = "gpt-usual";
    static final String OTHER = "gpt-other";

    private final TestBed bed = new TestBed();

    ContractRouter() {
        Oracle.teach(bed.provider("oracle"));
    }

    Router router() {
        return router(DefaultChatRequestParameters.EMPTY, List.of());
    }

    Router router(ChatRequestParameters defaults, List<ChatModelListener> listeners) {
        Policy policy = Policy.builder()
                .name("default")
                .models(List.of(defaults.modelName() == null ? USUAL : defaults.modelName()))
                .parameters(configured(defaults))
                .build();
        return bed.router(Catalogue.of(model(USUAL), model(OTHER)), PolicySet.of(policy), listeners, more -> {});
    }

    private static Model model(String name) {
        Deployment deployment = Deployment.of("oracle/" + name)
                .capabilities(Set.of(Capability.STREAMING, Capability.TOOLS, Capability.JSON_SCHEMA, Capability.IMAGES))
                .build();
        return Model.of(name, deployment);
    }

    private static Map<String, Object> configured(ChatRequestParameters defaults) {
        Map<String, Object> configured = new LinkedHashMap<>();
        put(configured, "max-output-tokens", defaults.maxOutputTokens());
        put(configured, "temperature", defaults.temperature());
        put(configured, "top-p", defaults.topP());
        if (!defaults.stopSequences().isEmpty()) {
            configured.put("stop-sequences", defaults.stopSequences());
        }
        return configured;
    }

    private static void put(Map<String, Object> configured, String name, Object value) {
        if (value != null) {
            configured.put(name, value);
        }
    }

    @Override
    public void close() {
        bed.close();
    }
}
