package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.spring.LangChain4jAutoConfig;
import dev.signalbox.router.RoutingStreamingChatModel;
import dev.signalbox.router.autoconfigure.service.automatic.TravelDesk;
import dev.signalbox.router.model.Capability;
import dev.signalbox.router.model.Deployment;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which bean streams for a deployment that calls a bean. */
class ModelBeanStreamTests {

    private static ApplicationContextRunner application(String deployment) {
        return Yaml.of("signalbox: { models: { own: { deployments: [" + deployment + "] } },"
                        + " policies: { planning: { models: own } } }")
                .runner()
                .withConfiguration(AutoConfigurations.of(LangChain4jAutoConfig.class))
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (BeanDefinitionRegistry) context.getBeanFactory(), TravelDesk.class.getPackageName()));
    }

    private static ApplicationContextRunner with(
            ApplicationContextRunner application, String chatModel, String streamingChatModel) {
        return application
                .withBean(chatModel, ChatModel.class, () -> OwnModel.saying(chatModel))
                .withBean(
                        streamingChatModel, StreamingChatModel.class, () -> new OwnStreamingModel(streamingChatModel));
    }

    private static String streamed(AssertableApplicationContext context) throws Exception {
        assertThat(context).hasNotFailed();
        CompletableFuture<String> text = new CompletableFuture<>();
        context.getBean(RoutingStreamingChatModel.class).chat("Hi", new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                text.complete(response.aiMessage().text());
            }

            @Override
            public void onError(Throwable error) {
                text.completeExceptionally(error);
            }
        });
        return text.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theOneThatStartersNameSo() {
        with(application("bean/openAiChatModel"), "openAiChatModel", "openAiStreamingChatModel")
                .run(context -> {
                    assertThat(streamed(context)).isEqualTo("openAiStreamingChatModel");
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("openAiChatModel");
                });
    }

    @Test
    void theOneBesideABeanThatIsJustCalledChatModel() {
        with(application("bean/chatModel"), "chatModel", "streamingChatModel")
                .run(context -> assertThat(streamed(context)).isEqualTo("streamingChatModel"));
    }

    @Test
    void theOneThatIsWritten() {
        with(application("{ provider: bean, model-id: mine, streaming-bean: other }"), "mine", "other")
                .run(context -> {
                    assertThat(streamed(context)).isEqualTo("other");
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("mine");
                });
    }

    /** Made at run time, because LangChain4j 1.20 does not let a class be both. */
    private static Object both() {
        return Proxy.newProxyInstance(
                ModelBeanStreamTests.class.getClassLoader(),
                new Class<?>[] {ChatModel.class, StreamingChatModel.class},
                (proxy, method, arguments) -> method.invoke(
                        method.getDeclaringClass() == ChatModel.class
                                ? OwnModel.saying("whole")
                                : new OwnStreamingModel("streamed"),
                        arguments));
    }

    @Test
    void theBeanItselfIfItCan() {
        application("bean/both")
                .withInitializer(context -> {
                    RootBeanDefinition definition = new RootBeanDefinition();
                    definition.setTargetType(both().getClass());
                    definition.setInstanceSupplier(ModelBeanStreamTests::both);
                    ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("both", definition);
                })
                .run(context -> {
                    assertThat(streamed(context)).isEqualTo("streamed");
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("whole");
                });
    }

    @Test
    void noneWhereNoneGoesWithTheBean() {
        application("bean/openAiChatModel")
                .withBean("openAiChatModel", ChatModel.class, () -> OwnModel.saying("mine"))
                .run(context -> assertThat(deployment(context).capabilities()).containsExactly(Capability.TOOLS));
    }

    @Test
    void capabilitiesThatAreWrittenCount() {
        with(
                        application("{ provider: bean, model-id: openAiChatModel, capabilities: [images] }"),
                        "openAiChatModel",
                        "openAiStreamingChatModel")
                .run(context -> assertThat(deployment(context).capabilities()).containsExactly(Capability.IMAGES));
    }

    private static Deployment deployment(AssertableApplicationContext context) {
        return context.getBean(CurrentConfiguration.class)
                .get()
                .catalogue()
                .deployments()
                .iterator()
                .next();
    }
}
