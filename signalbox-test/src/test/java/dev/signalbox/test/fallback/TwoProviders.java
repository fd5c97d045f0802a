package dev.signalbox.test.fallback;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterBuilder;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.test.correlation.Heard;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.correlation.TestBed;
import dev.signalbox.test.provider.FakeProvider;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One policy over a first choice and a second one, each at a provider of its own. */
final class TwoProviders implements AutoCloseable {

    /** How a request is sent; both ways must fall back alike. */
    enum Way {
        WHOLE {
            @Override
            ChatResponse ask(Router router, String text) {
                return router.chatModel().chat(request(text));
            }
        },
        STREAMED {
            @Override
            ChatResponse ask(Router router, String text) {
                Recording recording = new Recording();
                router.streamingChatModel().chat(request(text), recording);
                return recording.response();
            }
        };

        abstract ChatResponse ask(Router router, String text);
    }

    static final Deployment FIRST = Deployment.of("first/gpt-first")
            .price(Price.perMillion("2.00", "8.00"))
            .build();
    static final Deployment SECOND = Deployment.of("second/gpt-second")
            .price(Price.perMillion(new BigDecimal("0.50"), new BigDecimal("0.125"), new BigDecimal("1.50")))
            .build();

    final Heard heard = new Heard();
    final TestBed bed = new TestBed();
    final FakeProvider first = bed.provider("first");
    final FakeProvider second = bed.provider("second");

    Router router() {
        return router(policy -> policy, more -> {});
    }

    Router router(UnaryOperator<Policy.PolicyBuilder> policy) {
        return router(policy, more -> {});
    }

    Router router(UnaryOperator<Policy.PolicyBuilder> policy, Consumer<RouterBuilder> more) {
        Policy.PolicyBuilder both = Policy.of("both", "both").toBuilder();
        return bed.router(
                Catalogue.of(Model.of("both", FIRST, SECOND)),
                PolicySet.of(policy.apply(both).build()),
                List.of(heard),
                more);
    }

    static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }

    List<RoutedCall> calls() {
        return bed.calls();
    }

    @Override
    public void close() {
        bed.close();
    }
}
