package dev.signalbox.router.compare;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Two models in memory: one that answers with the number of the prompt, and one that is told what to say. */
final class Fixture {

    final AtomicInteger calls = new AtomicInteger();
    UnaryOperator<String> small = text -> "wrong";

    final Router router;

    Fixture() {
        this("sim");
    }

    Fixture(String provider) {
        Deployment strong = Deployment.of(provider + "/strong")
                .price(Price.perMillion("2", "10"))
                .build();
        Deployment cheap = Deployment.of(provider + "/small")
                .price(Price.perMillion("0.5", "1"))
                .build();
        router = Router.builder(
                        Catalogue.of(Model.of("strong", strong), Model.of("small", cheap)),
                        PolicySet.of(Policy.of("routine", "small")))
                .client(strong.id(), model(text -> text))
                .client(cheap.id(), model(text -> small.apply(text)))
                .build();
    }

    private ChatModel model(UnaryOperator<String> answer) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                calls.incrementAndGet();
                UserMessage last =
                        (UserMessage) request.messages().get(request.messages().size() - 1);
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from(answer.apply(last.singleText())))
                        .tokenUsage(new TokenUsage(10, 5))
                        .build();
            }
        };
    }

    static List<ComparedPrompt> prompts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ComparedPrompt.of("p" + number, number % 2 == 0 ? "even" : "odd", "" + number)
                        .expected(List.of("" + number))
                        .build())
                .toList();
    }
}
