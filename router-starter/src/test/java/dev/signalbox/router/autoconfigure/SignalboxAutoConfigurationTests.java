package dev.signalbox.router.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.RequestFactsContributor;
import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingChatModel;
import dev.signalbox.router.RoutingStreamingChatModel;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.execution.SystemClockwork;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Candidate;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.RequestFacts;
import dev.signalbox.router.strategy.Strategy;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SignalboxAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = Yaml.of("""
            signalbox:
              models.fast.deployments: [simulated/a, simulated/b]
              policies.routine: { models: fast }
            """).runner();

    private static String answer(ChatModel model) {
        return model.chat("Hi");
    }

    @Test
    void makesOneModelOfEachKind() {
        contextRunner.run(context -> {
            assertThat(context.getBeanNamesForType(ChatModel.class)).containsExactly("routingChatModel");
            assertThat(context.getBeanNamesForType(StreamingChatModel.class))
                    .containsExactly("routingStreamingChatModel");
            assertThat(context.getBean(RoutingChatModel.class))
                    .isSameAs(context.getBean(Router.class).chatModel());
            assertThat(context.getBean(RoutingStreamingChatModel.class))
                    .isSameAs(context.getBean(Router.class).streamingChatModel());
        });
    }

    @Test
    void environmentVariablesAloneAreEnough() {
        Yaml.of("")
                .with("SIGNALBOX_MODELS_FAST_DEPLOYMENTS", "simulated/a,simulated/b")
                .runner()
                .run(context -> assertThat(
                                context.getBean(Router.class).catalogue().deployments())
                        .hasSize(2));
    }

    @Test
    void ourModelsArePrimary() {
        contextRunner
                .withBean("mine", ChatModel.class, () -> OwnModel.saying("mine"))
                .withBean("mineToo", StreamingChatModel.class, () -> new OwnStreamingModel("mine"))
                .run(context -> {
                    assertThat(context.getBean(ChatModel.class)).isInstanceOf(RoutingChatModel.class);
                    assertThat(context.getBean(StreamingChatModel.class)).isInstanceOf(RoutingStreamingChatModel.class);
                    assertThat(answer(context.getBean("mine", ChatModel.class))).isEqualTo("mine");
                });
    }

    @Test
    void anOwnRouterTakesThePlaceOfOurs() {
        Router own = Router.builder(
                        Catalogue.of(Model.of("m", Deployment.of("x/y").build())), PolicySet.of(Policy.of("p", "m")))
                .client("x/y", DeploymentClient.of(OwnModel.saying("own"), new OwnStreamingModel("own")))
                .build();

        contextRunner.withBean(Router.class, () -> own).run(context -> {
            assertThat(context).getBean(Router.class).isSameAs(own);
            assertThat(answer(context.getBean(ChatModel.class))).isEqualTo("own");
        });
    }

    @Test
    void modelListenersHearEachAttemptOnce() {
        List<ChatModelRequestContext> requests = Collections.synchronizedList(new ArrayList<>());
        ChatModelListener listener = new ChatModelListener() {
            @Override
            public void onRequest(ChatModelRequestContext request) {
                requests.add(request);
            }
        };

        contextRunner.withBean(ChatModelListener.class, () -> listener).run(context -> {
            answer(context.getBean(ChatModel.class));

            assertThat(requests).hasSize(1);
        });
    }

    @Test
    void routerListenersHearEachEventOnce() {
        List<RouterEvent> events = Collections.synchronizedList(new ArrayList<>());

        contextRunner.withBean(RouterListener.class, () -> events::add).run(context -> {
            answer(context.getBean(ChatModel.class));

            assertThat(events)
                    .hasExactlyElementsOfTypes(
                            RouterEvent.CallDecided.class,
                            RouterEvent.AttemptStarted.class,
                            RouterEvent.AttemptEnded.class,
                            RouterEvent.CallEnded.class);
        });
    }

    @Test
    void contributorsAddFacts() {
        List<RouterEvent.CallDecided> decided = new ArrayList<>();
        RouterListener listener = event -> {
            if (event instanceof RouterEvent.CallDecided call) {
                decided.add(call);
            }
        };

        contextRunner
                .withBean(RequestFactsContributor.class, () -> facts -> facts.tenant("acme"))
                .withBean(RouterListener.class, () -> listener)
                .run(context -> {
                    answer(context.getBean(ChatModel.class));

                    assertThat(decided)
                            .singleElement()
                            .extracting(call -> call.decision().facts().tenant())
                            .isEqualTo("acme");
                });
    }

    @Test
    void policiesMayNameAnOwnStrategy() {
        Strategy backwards = new Strategy() {
            @Override
            public String name() {
                return "backwards";
            }

            @Override
            public List<Candidate> order(List<Candidate> candidates, RequestFacts facts) {
                List<Candidate> ordered = new ArrayList<>(candidates);
                Collections.reverse(ordered);
                return ordered;
            }
        };

        contextRunner
                .withBean(Strategy.class, () -> backwards)
                .withPropertyValues("signalbox.policies.routine.strategy=backwards")
                .run(context -> assertThat(context.getBean(Router.class)
                                .explain(RequestFacts.builder().build())
                                .candidates())
                        .extracting(Candidate::toString)
                        .containsExactly("simulated/b", "simulated/a"));
    }

    @Test
    void customizersComeLast() {
        contextRunner
                .withBean(
                        RouterCustomizer.class,
                        () -> builder -> builder.client("simulated/a", OwnModel.saying("customized"), null)
                                .client(
                                        "simulated/a",
                                        OwnModel.saying("customized"),
                                        new OwnStreamingModel("customized")))
                .run(context ->
                        assertThat(answer(context.getBean(ChatModel.class))).isEqualTo("customized"));
    }

    @Test
    void ownClientsNeedNoKey() {
        Yaml.of("signalbox.models.fast.deployments: openrouter/a")
                .runner()
                .withBean(
                        DeploymentClients.class,
                        () -> (provider, deployment) -> new DeploymentClients.Usable(
                                provider,
                                DeploymentClient.of(
                                        OwnModel.saying(provider.name() + " offline"),
                                        new OwnStreamingModel("offline"))))
                .run(context ->
                        assertThat(answer(context.getBean(ChatModel.class))).isEqualTo("openrouter offline"));
    }

    @Test
    void anOwnDialectTakesThePlaceOfOurs() {
        Yaml.of("signalbox.models.fast.deployments: ollama/a")
                .runner()
                .withBean(EchoDialect.class, () -> new EchoDialect("ollama"))
                .run(context ->
                        assertThat(answer(context.getBean(ChatModel.class))).isEqualTo("ollama/a"));
    }

    @Test
    void streams() {
        contextRunner
                .withBean(EchoDialect.class, () -> new EchoDialect("simulated"))
                .run(context -> {
                    CompletableFuture<String> answer = new CompletableFuture<>();
                    context.getBean(StreamingChatModel.class).chat("Hi", new StreamingChatResponseHandler() {
                        @Override
                        public void onCompleteResponse(ChatResponse response) {
                            answer.complete(response.aiMessage().text());
                        }

                        @Override
                        public void onError(Throwable error) {
                            answer.completeExceptionally(error);
                        }
                    });

                    assertThat(answer).succeedsWithin(Duration.ofSeconds(60)).isEqualTo("simulated/a");
                });
    }

    @Test
    void anOwnClockworkTakesThePlaceOfOurs() {
        try (SystemClockwork own = new SystemClockwork()) {
            contextRunner
                    .withBean(Clockwork.class, own::clockwork)
                    .run(context ->
                            assertThat(context).hasSingleBean(Router.class).doesNotHaveBean(SystemClockwork.class));
        }
    }

    @Test
    void threadsEndWithTheApplication() {
        List<Clockwork> clockworks = new ArrayList<>();

        contextRunner.run(context -> clockworks.add(context.getBean(Clockwork.class)));

        assertThat(clockworks).singleElement().satisfies(clockwork -> {
            assertThat(clockwork.executor().isShutdown()).isTrue();
            assertThat(clockwork.scheduler().isShutdown()).isTrue();
        });
    }

    @Test
    void theCallersContextGoesAlong() {
        ThreadLocal<String> trace = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("signalbox-test", trace);
        try {
            contextRunner.run(context -> {
                Clockwork clockwork = context.getBean(Clockwork.class);
                trace.set("of the caller");
                CompletableFuture<String> seen = new CompletableFuture<>();

                Runnable task = clockwork.context().capture().apply(() -> seen.complete(trace.get()));
                clockwork.executor().execute(task);

                assertThat(seen).succeedsWithin(Duration.ofSeconds(60)).isEqualTo("of the caller");
            });
        } finally {
            trace.remove();
            ContextRegistry.getInstance().removeThreadLocalAccessor("signalbox-test");
        }
    }

    @Test
    void contextPropagationIsNotNeeded() {
        contextRunner
                .withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(Router.class)
                        .doesNotHaveBean(Clockwork.ContextCapture.class));
    }

    @Test
    void noLibraryOfADialectIsNeeded() {
        contextRunner
                .withClassLoader(new FilteredClassLoader(
                        "dev.langchain4j.model.openai",
                        "dev.langchain4j.model.anthropic",
                        "dev.langchain4j.model.googleai",
                        "dev.langchain4j.model.mistralai",
                        "dev.langchain4j.model.ollama",
                        "dev.langchain4j.http"))
                .run(context -> {
                    assertThat(context).hasSingleBean(Router.class);
                    assertThat(context.getBean(Dialects.class).names()).containsExactlyInAnyOrder("bean", "simulated");
                });
    }

    @Test
    void speaksEveryDialectWhoseLibraryIsThere() {
        contextRunner.run(context -> assertThat(context.getBean(Dialects.class).names())
                .containsExactlyInAnyOrder(
                        "openai", "anthropic", "google-ai-gemini", "mistral-ai", "ollama", "bean", "simulated"));
    }
}
