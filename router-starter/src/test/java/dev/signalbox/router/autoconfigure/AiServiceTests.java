package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.spring.LangChain4jAutoConfig;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.autoconfigure.service.automatic.TravelDesk;
import dev.signalbox.router.autoconfigure.service.explicit.BookingDesk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Beside LangChain4j's Spring starter. */
class AiServiceTests {

    private static final String YAML = """
            signalbox:
              models:
                strong.deployments: [{ provider: simulated, model-id: s, simulated: { answers: [{ text: strong }] } }]
                small.deployments: [{ provider: simulated, model-id: t, simulated: { answers: [{ text: small }] } }]
              policies:
                planning.models: strong
                default.models: small
            """;

    private static ApplicationContextRunner withServices(ApplicationContextRunner runner, Class<?> service) {
        return runner.withConfiguration(AutoConfigurations.of(LangChain4jAutoConfig.class))
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (BeanDefinitionRegistry) context.getBeanFactory(), service.getPackageName()));
    }

    @Test
    void automaticServicesUseTheRouter() {
        withServices(Yaml.of(YAML).runner(), TravelDesk.class).run(context -> {
            TravelDesk desk = context.getBean(TravelDesk.class);

            assertThat(desk.reply("Hi")).isEqualTo("small");
            assertThat(desk.plan("Hi")).isEqualTo("strong");
        });
    }

    @Test
    void automaticServicesKeepTheirModelWhereNothingIsConfigured() {
        withServices(Yaml.of("").runner(), TravelDesk.class)
                .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine"))
                .run(context -> {
                    assertThat(context).doesNotHaveBean(RoutingChatModel.class);
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("mine");
                });
    }

    @Test
    void automaticServicesCannotChooseBetweenTwoModels() {
        Report report = Report.of(
                Yaml.of(YAML),
                runner -> withServices(runner, TravelDesk.class)
                        .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine")));

        assertThat(report.description())
                .startsWith("The AI service '" + TravelDesk.class.getName() + "' is wired automatically, but beside"
                        + " 'routingChatModel' there is another ChatModel: mine. LangChain4j counts beans by type,"
                        + " whatever is primary, and would refuse to choose.");
        assertThat(report.action())
                .isEqualTo(
                        "Make the other bean a deployment, for example signalbox.models.<name>.deployments: [bean/mine]"
                                + " (a provider of the dialect 'bean'); or remove it (for one of a LangChain4j starter: its"
                                + " langchain4j.* properties) and"
                                + " configure what it calls as a deployment below 'signalbox.models'; or name what each service"
                                + " uses: @AiService(wiringMode = EXPLICIT, chatModel = \"routingChatModel\"), and with it its"
                                + " tools and memory.");
    }

    @Test
    void automaticServicesCannotChooseBetweenTwoStreamingModels() {
        Report report = Report.of(
                Yaml.of(YAML),
                runner -> withServices(runner, TravelDesk.class)
                        .withBean("mine", StreamingChatModel.class, () -> new OwnStreamingModel("mine")));

        assertThat(report.description())
                .contains("beside 'routingStreamingChatModel' there is another StreamingChatModel: mine.");
        assertThat(report.action()).contains("streamingChatModel = \"routingStreamingChatModel\"");
    }

    @Test
    void explicitServicesNameTheirModel() {
        withServices(Yaml.of(YAML).runner(), BookingDesk.class)
                .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine"))
                .run(context -> assertThat(context.getBean(BookingDesk.class).reply("Hi"))
                        .isEqualTo("small"));
    }

    @Test
    void theStarterIsNotNeeded() {
        Yaml.of(YAML)
                .runner()
                .withClassLoader(new FilteredClassLoader("dev.langchain4j.service.spring"))
                .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(AiServiceConflict.class)
                        .getBean(ChatModel.class)
                        .isInstanceOf(RoutingChatModel.class));
    }
}
