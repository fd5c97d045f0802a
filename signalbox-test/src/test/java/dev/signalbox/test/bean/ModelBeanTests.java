package dev.signalbox.test.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

/** An application that has built its model itself, and then routes. */
class ModelBeanTests {

    private final FakeProvider own = FakeProvider.start();
    private final FakeProvider other = FakeProvider.start();

    @AfterEach
    void close() {
        own.close();
        other.close();
    }

    @AiService
    interface Desk {

        String reply(String text);

        @ModelPolicy("elsewhere")
        String plan(String goal);
    }

    @AiService
    interface Ticker {

        TokenStream reply(String text);
    }

    @AiService(wiringMode = AiServiceWiringMode.EXPLICIT, chatModel = "openAiChatModel")
    interface Direct {

        String reply(String text);
    }

    @EnableAutoConfiguration
    static class Application {

        @Bean
        OpenAiChatModel openAiChatModel(@Value("${own.base-url}") String baseUrl) {
            return OpenAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(baseUrl)
                    .apiKey("sk-test")
                    .modelName("gpt-own")
                    .maxRetries(0)
                    .build();
        }

        @Bean
        OpenAiStreamingChatModel openAiStreamingChatModel(@Value("${own.base-url}") String baseUrl) {
            return OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(baseUrl)
                    .apiKey("sk-test")
                    .modelName("gpt-own-streaming")
                    .build();
        }
    }

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "own.base-url=" + own.baseUrl(),
                        "signalbox.providers.elsewhere.dialect=openai",
                        "signalbox.providers.elsewhere.base-url=" + other.baseUrl(),
                        "signalbox.models.strong.deployments[0]=bean/openAiChatModel",
                        "signalbox.models.small.deployments[0]=elsewhere/gpt-small",
                        "signalbox.policies.default.models=strong,small",
                        "signalbox.policies.elsewhere.models=small");
    }

    @Test
    void servicesWiredAutomaticallyReachTheBeanThroughTheRouter() {
        application().run(context -> {
            assertThat(context.getBean(Desk.class).reply("hello")).isEqualTo("You said: hello");
            assertThat(context.getBean(Desk.class).plan("hello")).isEqualTo("You said: hello");

            assertThat(own.requests()).extracting(ReceivedRequest::model).containsExactly("gpt-own");
            assertThat(other.requests()).extracting(ReceivedRequest::model).containsExactly("gpt-small");
        });
    }

    @Test
    void streamsReachTheStreamingBean() {
        application().run(context -> {
            CompletableFuture<String> text = new CompletableFuture<>();
            context.getBean(Ticker.class)
                    .reply("hello")
                    .onPartialResponse(part -> {})
                    .onCompleteResponse(
                            response -> text.complete(response.aiMessage().text()))
                    .onError(text::completeExceptionally)
                    .start();

            assertThat(text).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("You said: hello");

            assertThat(own.requests()).extracting(ReceivedRequest::model).containsExactly("gpt-own-streaming");
        });
    }

    @Test
    void aServiceThatNamesTheBeanIsNotRouted() {
        own.reply(FakeReply.error(500));

        application().run(context -> {
            assertThatThrownBy(() -> context.getBean(Direct.class).reply("hello"))
                    .isInstanceOf(InternalServerException.class)
                    .isNotInstanceOf(RoutingFailure.class);
            assertThat(other.requestCount()).isZero();
        });
    }

    @Test
    void whereTheBeanFailsTheNextDeploymentAnswers() {
        own.reply(FakeReply.error(503));

        application().run(context -> {
            RoutedAnswer answer = context.getBean(Router.class)
                    .chat(
                            ChatRequest.builder()
                                    .messages(UserMessage.from("hello"))
                                    .build(),
                            CallFacts.NONE);

            assertThat(answer.call().attempts())
                    .extracting(attempt -> attempt.deployment().id())
                    .containsExactly("bean/openAiChatModel", "elsewhere/gpt-small");
            assertThat(answer.response().aiMessage().text()).isEqualTo("You said: hello");
        });
    }

    @Test
    void theNameOfAModelOfOursDoesNotReachTheProvider() {
        application().run(context -> {
            context.getBean(ChatModel.class)
                    .chat(ChatRequest.builder()
                            .messages(UserMessage.from("hello"))
                            .modelName("strong")
                            .build());

            assertThat(own.requests()).extracting(ReceivedRequest::model).containsExactly("gpt-own");
        });
    }
}
