package dev.signalbox.samples.policies;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.router.Facts;
import dev.signalbox.router.RoutedAnswer;
import dev.signalbox.router.Router;
import dev.signalbox.router.event.RoutedCall;
import dev.signalbox.router.event.RouterEvent;
import dev.signalbox.router.event.RouterListener;
import dev.signalbox.router.execution.CallWatch;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.policy.CallFacts;
import dev.signalbox.test.FakeClockwork;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/** A router with one recipe, whose providers are real servers of this test, and whose time stands still. */
final class Kitchen implements AutoCloseable {

    final FakeClockwork time;
    final Router router;
    final Queue<RouterEvent> events = new ConcurrentLinkedQueue<>();
    private final Map<String, FakeProvider> providers = new TreeMap<>();
    private final ConfigurableApplicationContext context;

    Kitchen(String recipe) {
        this(recipe, new FakeClockwork());
    }

    Kitchen(String recipe, FakeClockwork time) {
        this.time = time;
        EnumerablePropertySource<?> written = read(recipe);
        Map<String, Object> replaced = new HashMap<>();
        // Elsewhere than at their own URLs the catalogue knows nothing of providers, unless it is a list of one's own.
        replaced.put("signalbox.catalogue.location", "classpath:dev/signalbox/router/catalogue/catalogue.tsv");
        replaced.put("OPENAI_KEY_TEAM", "team");
        replaced.put("OPENAI_KEY_RESERVE", "reserve");
        for (String property : written.getPropertyNames()) {
            if (property.matches("signalbox\\.models\\..*\\.deployments\\[\\d+](\\.provider)?")) {
                String provider = written.getProperty(property).toString().replaceFirst("/.*", "");
                connect(provider, written, replaced);
            }
        }
        this.context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.location=classpath:recipes/" + recipe + ".yml",
                        "logging.level.root=warn",
                        "spring.main.banner-mode=off")
                .initializers((GenericApplicationContext made) -> {
                    made.getEnvironment().getPropertySources().addFirst(new MapPropertySource("kitchen", replaced));
                    made.registerBean(Clockwork.class, time::clockwork);
                    made.registerBean(RouterListener.class, () -> events::add);
                })
                .run();
        this.router = context.getBean(Router.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {}

    private void connect(String provider, EnumerablePropertySource<?> written, Map<String, Object> replaced) {
        FakeProvider server = providers.computeIfAbsent(
                provider, name -> FakeProvider.start().always(FakeReply.text("I am " + name + ".")));
        String prefix = "signalbox.providers." + provider;
        replaced.put(prefix + ".base-url", server.baseUrl(provider.equals("anthropic") ? "anthropic" : "openai"));
        boolean needsNone = provider.equals("in-house");
        if (!needsNone && !written.containsProperty(prefix + ".api-keys[0]")) {
            replaced.put(prefix + ".api-key", "key-of-" + provider);
        }
    }

    private static EnumerablePropertySource<?> read(String recipe) {
        try {
            return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                    .load(recipe, new ClassPathResource("recipes/" + recipe + ".yml"))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeProvider provider(String name) {
        return providers.get(name);
    }

    /** What came of one call. */
    RoutedCall call(CallFacts facts) {
        return router.chat(request("Good morning"), facts).call();
    }

    /** The same with another text, and with the answer. */
    RoutedAnswer ask(String text, CallFacts facts) {
        return router.chat(request(text), facts);
    }

    /** Asks for a stream: what is heard of it, and how it ends. */
    CompletableFuture<ChatResponse> stream(String text, StringBuffer heard) {
        return stream(text, Facts.none(), heard);
    }

    CompletableFuture<ChatResponse> stream(String text, CallFacts facts, StringBuffer heard) {
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        router.stream(request(text), facts, null, CallWatch.NONE, new StreamingChatResponseHandler() {

            @Override
            public void onPartialResponse(String piece) {
                heard.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        return end;
    }

    static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }

    @Override
    public void close() {
        context.close();
        providers.values().forEach(FakeProvider::close);
    }
}
