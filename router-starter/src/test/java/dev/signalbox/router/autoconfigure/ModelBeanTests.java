package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.spring.LangChain4jAutoConfig;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.autoconfigure.service.automatic.TravelDesk;
import dev.signalbox.router.autoconfigure.service.named.BillingDesk;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

/** Deployments that call the application's own model beans. */
class ModelBeanTests {

    /** With a policy of the name that the service asks for. */
    private static final String YAML = """
            signalbox:
              models:
                own.deployments: [bean/mine]
              policies:
                planning.models: own
                default.models: own
            """;

    private static ApplicationContextRunner application(Class<?>... configurations) {
        return withServices(Yaml.of(YAML).runner(), TravelDesk.class).withUserConfiguration(configurations);
    }

    private static ApplicationContextRunner withServices(ApplicationContextRunner runner, Class<?> service) {
        return runner.withConfiguration(AutoConfigurations.of(LangChain4jAutoConfig.class))
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (BeanDefinitionRegistry) context.getBeanFactory(), service.getPackageName()));
    }

    private static void repliesByTheBean(ApplicationContextRunner application) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("mine");
            assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class);
            assertThat(context.getBean("mine", ChatModel.class).chat("Hi")).isEqualTo("mine");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Mine {

        @Bean
        OwnModel mine() {
            return OwnModel.saying("mine");
        }
    }

    @Test
    void automaticServicesUseTheRouterAndTheRouterTheBean() {
        repliesByTheBean(application(Mine.class));
    }

    @Test
    void aProviderOfAnyNameMaySpeakTheDialect() {
        String yaml = "signalbox: { providers: { in-app: { dialect: bean } },"
                + " models: { own: { deployments: [in-app/mine] } }, policies: { planning: { models: own } } }";

        repliesByTheBean(withServices(Yaml.of(yaml).runner(), TravelDesk.class).withUserConfiguration(Mine.class));
    }

    @Test
    void explicitServicesThatNameTheBeanKeepIt() {
        withServices(Yaml.of(YAML).runner(), BillingDesk.class)
                .withUserConfiguration(Mine.class)
                .run(context -> {
                    assertThat(context.getBean(BillingDesk.class).reply("Hi")).isEqualTo("mine");
                    assertThat(context.getBean(Router.class).chatModel().chat("Hi"))
                            .isEqualTo("mine");
                });
    }

    record Injected(ChatModel any, ChatModel qualified, OwnModel ofItsType) {}

    @Configuration(proxyBeanMethods = false)
    static class Injecting {

        @Bean
        Injected injected(ChatModel any, @Qualifier("mine") ChatModel qualified, OwnModel ofItsType) {
            return new Injected(any, qualified, ofItsType);
        }
    }

    @Test
    void thoseWhoNameTheBeanOrItsTypeGetItAndTheOthersTheRouter() {
        application(Mine.class, Injecting.class).run(context -> {
            Injected injected = context.getBean(Injected.class);

            assertThat(injected.any()).isInstanceOf(RoutingChatModel.class);
            assertThat(injected.qualified()).isSameAs(injected.ofItsType()).isSameAs(context.getBean("mine"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryModel {

        @Bean
        @Primary
        ChatModel mine() {
            return OwnModel.saying("mine");
        }
    }

    @Test
    void theRouterIsPrimaryInPlaceOfTheBean() {
        repliesByTheBean(application(PrimaryModel.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class WithParameters {

        @Bean
        String text() {
            return "mine";
        }

        @Bean({"first", "mine"})
        ChatModel first(@Qualifier("text") String text) {
            return OwnModel.saying(text);
        }
    }

    @Test
    void aBeanMayHaveParametersAndBeNamedByItsAlias() {
        repliesByTheBean(application(WithParameters.class));
    }

    static final class OwnFactory implements FactoryBean<ChatModel> {

        @Override
        public ChatModel getObject() {
            return OwnModel.saying("mine");
        }

        @Override
        public Class<?> getObjectType() {
            return ChatModel.class;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByFactory {

        @Bean
        OwnFactory mine() {
            return new OwnFactory();
        }
    }

    @Test
    void aFactoryMayMakeTheBean() {
        repliesByTheBean(application(ByFactory.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {

        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.INTERFACES)
        ChatModel mine() {
            return OwnModel.saying("mine");
        }
    }

    @Test
    void theBeanMayHaveAScope() {
        repliesByTheBean(application(Scoped.class)
                .withInitializer(context -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope())));
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyModel {

        static final AtomicInteger MADE = new AtomicInteger();

        @Bean
        @Lazy
        ChatModel mine() {
            MADE.incrementAndGet();
            return OwnModel.saying("mine");
        }
    }

    @Test
    void aLazyBeanIsMadeAtTheFirstCallIfItNeedNotBeAskedWhatItCan() {
        LazyModel.MADE.set(0);
        String yaml = YAML.replace("[bean/mine]", "[{ provider: bean, model-id: mine, capabilities: tools }]");

        withServices(Yaml.of(yaml).runner(), TravelDesk.class)
                .withUserConfiguration(LazyModel.class)
                .run(context -> {
                    assertThat(LazyModel.MADE).hasValue(0);
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("mine");
                    assertThat(context.getBean(TravelDesk.class).reply("Hi")).isEqualTo("mine");
                    assertThat(LazyModel.MADE).hasValue(1);
                });
    }

    @Test
    void anOrdinaryBeanOfAnotherNameStillStandsInTheWay() {
        Report report = Report.of(
                Yaml.of(YAML),
                runner -> withServices(runner, TravelDesk.class)
                        .withUserConfiguration(Mine.class)
                        .withBean("other", ChatModel.class, () -> OwnModel.saying("other")));

        assertThat(report.description()).contains("beside 'routingChatModel' there is another ChatModel: other.");
        assertThat(report.action())
                .startsWith("Make the other bean a deployment, for example"
                        + " signalbox.models.<name>.deployments: [bean/other] (a provider of the dialect 'bean'); or");
    }

    /** Overrides what LangChain4j's users call, as decorators written by hand do, and tells no name of its model. */
    record Decorator(ChatModel decorated) implements ChatModel {

        @Override
        public ChatResponse chat(ChatRequest request) {
            assertThat(request.modelName()).isNull();
            assertThat(request.temperature()).isEqualTo(0.5);
            return decorated.chat(request);
        }
    }

    @Test
    void aDecoratorIsNotToldTheBeansNameAsThatOfAModel() {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Hi"))
                .modelName("own")
                .temperature(0.5)
                .build();

        Yaml.of(YAML)
                .runner()
                .withBean("mine", ChatModel.class, () -> new Decorator(OwnModel.saying("mine")))
                .run(context -> assertThat(context.getBean(Router.class)
                                .chatModel()
                                .chat(request)
                                .aiMessage()
                                .text())
                        .isEqualTo("mine"));
    }

    /** Says that it takes JSON schemas. */
    record SchemaModel(String text) implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            return OwnModel.saying(text).doChat(request);
        }

        @Override
        public Set<Capability> supportedCapabilities() {
            return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
        }
    }

    @Test
    void aDeploymentTakesJsonSchemasIfItsBeanDoes() {
        Yaml yaml = Yaml.of(YAML);

        yaml.runner()
                .withBean("mine", ChatModel.class, () -> new SchemaModel("{}"))
                .run(context -> assertThat(context.getBean(ChatModel.class).supportedCapabilities())
                        .containsExactly(Capability.RESPONSE_FORMAT_JSON_SCHEMA));
        yaml.runner()
                .withUserConfiguration(Mine.class)
                .run(context -> assertThat(context.getBean(ChatModel.class).supportedCapabilities())
                        .isEmpty());
    }
}
