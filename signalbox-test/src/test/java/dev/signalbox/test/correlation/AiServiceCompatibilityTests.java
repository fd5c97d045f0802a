package dev.signalbox.test.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.RoutingStreamingChatModel;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** LangChain4j's Spring starter and ours on one class path. */
class AiServiceCompatibilityTests {

    private static final FakeReply ASKS_TOOL = FakeReply.toolCall("lookUp", "{}");

    private final FakeProvider strong = FakeProvider.start();
    private final FakeProvider small = FakeProvider.start();

    @AfterEach
    void close() {
        strong.close();
        small.close();
    }

    @AiService
    interface Desk {

        @ModelPolicy("planning")
        String plan(String goal);

        @ModelPolicy("routine")
        String reply(String text);
    }

    @AiService
    interface Ticker {

        @ModelPolicy("planning")
        TokenStream plan(String goal);
    }

    /** An application as LangChain4j's documentation has it. */
    @EnableAutoConfiguration
    @Import(LookUp.class)
    static class Application {

        @Bean
        ChatMemory chatMemory() {
            return MessageWindowChatMemory.withMaxMessages(20);
        }
    }

    /** LangChain4j looks for tools on the classes of components, not on what {@code @Bean} methods return. */
    static final class LookUp {

        @Tool
        String lookUp() {
            return "found";
        }
    }

    /** With a model of its own. */
    static class OwnModel {

        @Bean
        OpenAiChatModel openAiChatModel(@Value("${own.base-url}") String baseUrl) {
            return OpenAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(baseUrl)
                    .apiKey("sk-test")
                    .modelName("gpt-own")
                    .build();
        }
    }

    /** Without LangChain4j's starter. */
    static class HandBuilt {

        @Bean
        Desk desk(ChatModel model) {
            return AiServices.builder(Desk.class)
                    .chatModel(model)
                    .tools(new LookUp())
                    .build();
        }
    }

    private String[] routed() {
        return new String[] {
            "signalbox.providers.north.dialect=openai",
            "signalbox.providers.north.base-url=" + strong.baseUrl(),
            "signalbox.providers.south.dialect=openai",
            "signalbox.providers.south.base-url=" + small.baseUrl(),
            "signalbox.models.strong.deployments[0]=north/gpt-strong",
            "signalbox.models.small.deployments[0]=south/gpt-small",
            "signalbox.policies.planning.models[0]=strong",
            "signalbox.policies.routine.models[0]=small",
            "signalbox.default-policy=routine"
        };
    }

    @Test
    void anApplicationWithAModelOfItsOwnWorksOnAsLongAsNothingIsConfigured() {
        small.reply(ASKS_TOOL, FakeReply.text("done"));

        new ApplicationContextRunner()
                .withUserConfiguration(Application.class, OwnModel.class)
                .withPropertyValues("own.base-url=" + small.baseUrl())
                .run(context -> {
                    Desk desk = context.getBean(Desk.class);

                    assertThat(desk.plan("a trip")).isEqualTo("done");
                    assertThat(desk.reply("hello")).isEqualTo("You said: hello");

                    assertThat(context).doesNotHaveBean(Router.class).hasSingleBean(ChatModel.class);
                    assertThat(small.requests())
                            .hasSize(3)
                            .extracting(ReceivedRequest::model)
                            .containsOnly("gpt-own");
                    assertThat(small.requests().get(0).json().path("tools")).hasSize(1);
                    assertThat(small.requests().get(2).json().path("messages")).hasSize(5);
                });
    }

    @Test
    void aServiceWiredAutomaticallyGetsTheRouterAndItsMethodsTheirPolicies() {
        strong.reply(ASKS_TOOL, FakeReply.text("done"));

        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(routed())
                .run(context -> {
                    Desk desk = context.getBean(Desk.class);

                    assertThat(desk.plan("a trip")).isEqualTo("done");
                    assertThat(desk.reply("hello")).isEqualTo("You said: hello");
                    assertThat(Recording.of(context.getBean(Ticker.class).plan("more"))
                                    .response()
                                    .aiMessage()
                                    .text())
                            .isEqualTo("You said: more");

                    assertThat(context).hasSingleBean(RoutingChatModel.class).hasSingleBean(ChatModel.class);
                    assertThat(context)
                            .hasSingleBean(RoutingStreamingChatModel.class)
                            .hasSingleBean(StreamingChatModel.class);
                    assertThat(strong.requests())
                            .hasSize(3)
                            .extracting(ReceivedRequest::model)
                            .containsOnly("gpt-strong");
                    assertThat(small.requests())
                            .hasSize(1)
                            .extracting(ReceivedRequest::model)
                            .containsOnly("gpt-small");
                    assertThat(small.requests().get(0).json().path("messages")).hasSize(5);
                });
    }

    @Test
    void withoutLangChain4jsStarterServicesBuiltByHandAreRoutedToo() {
        strong.reply(ASKS_TOOL, FakeReply.text("done"));

        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader("dev.langchain4j.spring", "dev.langchain4j.service.spring"))
                .withConfiguration(AutoConfigurations.of(SignalboxAutoConfiguration.class))
                .withUserConfiguration(HandBuilt.class)
                .withPropertyValues(routed())
                .run(context -> {
                    Desk desk = context.getBean(Desk.class);

                    assertThat(desk.plan("a trip")).isEqualTo("done");
                    assertThat(desk.reply("hello")).isEqualTo("You said: hello");

                    assertThat(strong.requestCount()).isEqualTo(2);
                    assertThat(small.requestCount()).isEqualTo(1);
                });
    }
}
