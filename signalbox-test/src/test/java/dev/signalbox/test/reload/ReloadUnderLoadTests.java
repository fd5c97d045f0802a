package dev.signalbox.test.reload;

import static dev.signalbox.test.correlation.TestBed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.router.Facts;
import dev.signalbox.router.ReloadFailedException;
import dev.signalbox.router.Router;
import dev.signalbox.router.RouterReload;
import dev.signalbox.router.autoconfigure.SignalboxAutoConfiguration;
import dev.signalbox.router.autoconfigure.SignalboxReloadAutoConfiguration;
import dev.signalbox.router.policy.Exclusion;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.Reason;
import dev.signalbox.test.correlation.Recording;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import dev.signalbox.test.provider.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Files that change, fit and do not fit, while five hundred calls a second come in and fifty streams are open. */
class ReloadUnderLoadTests {

    private static final int STREAMS = 50;
    private static final int CALLS_PER_SECOND = 500;
    private static final String WORDS =
            "one two three four five six seven eight nine ten ".repeat(6).strip();

    private final FakeProvider limited = FakeProvider.start().always(FakeReply.rateLimited(Duration.ofHours(1)));
    private final FakeProvider steady = FakeProvider.start()
            .when(ReloadUnderLoadTests::isStream, FakeReply.text(WORDS).tokensPerSecond(20))
            .always(FakeReply.text("steady"));
    private final ScheduledExecutorService pulse = Executors.newScheduledThreadPool(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext application;
    private Router router;

    private static boolean isStream(ReceivedRequest request) {
        return request.lastUserText().equals("stream");
    }

    @BeforeEach
    void start() throws IOException {
        write(0, "limited, steady");
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=" + folder.toUri());
        router = application.getBean(Router.class);
    }

    @AfterEach
    void close() {
        pulse.shutdownNow();
        callers.shutdownNow();
        application.close();
        limited.close();
        steady.close();
    }

    private void write(int number, String models) throws IOException {
        Files.writeString(folder.resolve("application.yml"), """
                signalbox:
                  providers:
                    limited: { dialect: openai, base-url: "%s", api-key: a-key }
                    steady: { dialect: openai, base-url: "%s", api-key: b-key }
                  models:
                    limited.deployments: [{ provider: limited, model-id: m, weight: %d }]
                    steady.deployments: [{ provider: steady, model-id: m, weight: %d }]
                  policies:
                    routine: { models: [%s], timeout: { total: %ds } }
                """.formatted(
                        limited.baseUrl(), steady.baseUrl(), number + 1, number + 1, models, 60 + number));
    }

    @Test
    void noCallFailsAndNothingIsForgotten() throws Exception {
        reloadsUnderLoad(2, 20);
    }

    @Test
    @Tag("trials")
    void noCallFailsAndNothingIsForgottenInTheLongRun() throws Exception {
        reloadsUnderLoad(60, 600);
    }

    private void reloadsUnderLoad(int seconds, int reloads) throws Exception {
        assertThat(router.chatModel().chat("the first, which is rate limited at its first choice"))
                .isEqualTo("steady");
        List<Recording> streams =
                IntStream.range(0, STREAMS).mapToObj(each -> stream()).toList();
        streams.forEach(stream -> stream.awaitPieces(1));
        int before = steady.requestCount();
        List<Future<Future<String>>> calls = callFor(seconds);

        for (int number = 1; number <= reloads; number++) {
            reload(number);
            steady.awaitRequests(before + number * calls.size() / reloads, PATIENCE);
        }

        for (Future<Future<String>> call : calls) {
            Future<String> started = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(started.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("steady");
        }
        assertThat(streams)
                .allSatisfy(stream ->
                        assertThat(stream.outcome().aiMessage().text()).isEqualTo(WORDS));
        assertThat(steady.requestCount()).isEqualTo(1 + STREAMS + seconds * CALLS_PER_SECOND);
        assertThat(limited.requestCount())
                .as("requests at what is cooling down")
                .isEqualTo(1);
        assertThat(router.explain(Facts.none()).exclusion("limited/m").map(Exclusion::reason))
                .contains(Reason.COOLING);
        assertThat(router.policies()
                        .policy("routine")
                        .map(Policy::timeouts)
                        .orElseThrow()
                        .total())
                .isEqualTo(Duration.ofSeconds(60 + reloads));
        assertThat(router.inFlight("steady/m")).isZero();
    }

    /** Each second time with a file that does not fit before. */
    private void reload(int number) throws IOException {
        RouterReload reload = application.getBean(RouterReload.class);
        if (number % 2 == 0) {
            write(number, "limited, steddy");
            assertThatExceptionOfType(ReloadFailedException.class)
                    .isThrownBy(reload::reload)
                    .withMessageContaining("Did you mean 'steady'?");
        }
        write(number, "limited, steady");
        assertThat(reload.reload()).isNotEmpty();
    }

    private Recording stream() {
        Recording recording = new Recording();
        router.streamingChatModel().chat("stream", recording);
        return recording;
    }

    private List<Future<Future<String>>> callFor(int seconds) {
        return IntStream.range(0, seconds * CALLS_PER_SECOND)
                .<Future<Future<String>>>mapToObj(number -> pulse.schedule(
                        () -> callers.submit(() -> router.chatModel().chat("Hi")),
                        number * 1_000_000L / CALLS_PER_SECOND,
                        TimeUnit.MICROSECONDS))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SignalboxAutoConfiguration.class, SignalboxReloadAutoConfiguration.class})
    static class Application {}
}
