package dev.signalbox.test.docs;

import static dev.signalbox.test.SignalboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.model.Price;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.resilience.FailureKind;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The fake provider as the documentation shows it. */
class FakeProviderExampleTests {

    private final Deployment first = Deployment.of("one/m").build();
    private final Deployment second =
            Deployment.of("two/m").price(Price.perMillion("1", "2")).build();

    @Test
    void fallsBackToTheSecondProvider() {
        // tag::fake-provider[]
        try (FakeProvider one = FakeProvider.start().reply(FakeReply.rateLimited(Duration.ofSeconds(30)));
                FakeProvider two =
                        FakeProvider.start().reply(FakeReply.text("Hello!").usage(120, 45));
                Router router = routerOf(one, two)) {

            RoutedAnswer answer = router.chat(request("Good morning"), Facts.tenant("acme"));

            assertThat(answer.response().aiMessage().text()).isEqualTo("Hello!");
            assertThat(answer.call())
                    .tried("one/m", "two/m")
                    .after(FailureKind.RATE_LIMITED)
                    .usage(120, 45)
                    .cost("0.00021");
        }
        // end::fake-provider[]
    }

    @Test
    void speaksEveryDialect() {
        // tag::fake-dialects[]
        FakeReply reply = FakeReply.text("Hello!")
                .thinking("They greet me.", "signature")
                .usage(120, 45)
                .cachedTokens(100);
        try (FakeProvider provider = FakeProvider.start().reply(FakeReply.error(529), reply)) {
            ChatModel claude = AnthropicChatModel.builder()
                    .baseUrl(provider.baseUrl("anthropic"))
                    .apiKey("test")
                    .modelName("claude")
                    .maxRetries(0)
                    .build();

            assertThatThrownBy(() -> claude.chat("Good morning")).hasMessageContaining("overloaded_error");
            assertThat(claude.chat("Good morning")).isEqualTo("Hello!");
            assertThat(provider.requests().get(1).dialect()).isEqualTo("anthropic");
        }
        // end::fake-dialects[]
    }

    private Router routerOf(FakeProvider one, FakeProvider two) {
        return Router.builder(Catalogue.of(Model.of("m", first, second)), PolicySet.of(Policy.of("routine", "m")))
                .client("one/m", model(one))
                .client("two/m", model(two))
                .build();
    }

    private static ChatModel model(FakeProvider provider) {
        return OpenAiChatModel.builder()
                .baseUrl(provider.baseUrl())
                .apiKey("test")
                .modelName("m")
                .maxRetries(0)
                .build();
    }

    private static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }
}
