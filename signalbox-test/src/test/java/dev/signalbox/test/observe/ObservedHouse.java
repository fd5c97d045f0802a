package dev.signalbox.test.observe;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeProvider;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A router whose policy has two models, the first of them with two deployments, each at a provider of its own. Nobody knows
 * what the last one costs.
 */
final class ObservedHouse implements AutoCloseable {

    static final String PROMPT = "the prompt nobody may see";
    static final String INSTRUCTIONS = "the instructions nobody may see";
    static final String ANSWER = "the answer nobody may see";

    private static final Deployment FIRST =
            Deployment.of("first/gpt-1").price(Price.perMillion("2", "8")).build();
    private static final Deployment SECOND =
            Deployment.of("second/gpt-2").price(Price.perMillion("1", "4")).build();
    private static final Deployment SPARE = Deployment.of("spare/llama").build();

    final TestBed bed = new TestBed();
    final FakeProvider first = bed.provider("first");
    final FakeProvider second = bed.provider("second");
    final FakeProvider spare = bed.provider("spare");

    Router router(RouterListener listener) {
        return router(listener, policy -> policy, List.of());
    }

    Router router(
            RouterListener listener,
            UnaryOperator<Policy.PolicyBuilder> policy,
            List<ChatModelListener> modelListeners) {
        return router(listener, policy, modelListeners, more -> {});
    }

    Router router(
            RouterListener listener,
            UnaryOperator<Policy.PolicyBuilder> policy,
            List<ChatModelListener> modelListeners,
            Consumer<RouterBuilder> more) {
        Policy.PolicyBuilder desk = Policy.of("desk", "main", "reserve").toBuilder();
        return bed.router(
                Catalogue.of(Model.of("main", FIRST, SECOND), Model.of("reserve", SPARE)),
                PolicySet.of(policy.apply(desk).build()),
                modelListeners,
                builder -> more.accept(builder.listener(listener)));
    }

    static ChatRequest request() {
        return ChatRequest.builder()
                .messages(SystemMessage.from(INSTRUCTIONS), UserMessage.from(PROMPT))
                .temperature(0.5)
                .build();
    }

    static Recording stream(Router router) {
        Recording recording = new Recording();
        router.streamingChatModel().chat(request(), recording);
        return recording;
    }

    @Override
    public void close() {
        bed.close();
    }
}
