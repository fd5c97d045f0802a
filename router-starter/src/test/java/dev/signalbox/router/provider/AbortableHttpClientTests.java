package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.router.Router;
import dev.signalbox.router.RoutingFailure;
import dev.signalbox.router.execution.Clockwork;
import dev.signalbox.router.execution.DeploymentClient;
import dev.signalbox.router.model.Catalogue;
import dev.signalbox.router.model.Deployment;
import dev.signalbox.router.model.Model;
import dev.signalbox.router.policy.Policy;
import dev.signalbox.router.policy.PolicySet;
import dev.signalbox.router.policy.Retries;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AbortableHttpClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AnsweringServer server = new AnsweringServer();
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "reader"));
    private final ThreadLocal<String> trace = ThreadLocal.withInitial(() -> "none");
    private final Clockwork.ContextCapture context = () -> {
        String captured = trace.get();
        return task -> () -> {
            trace.set(captured);
            task.run();
            trace.remove();
        };
    };
    private final HttpClient client =
            new AbortableHttpClient(HttpClient.newHttpClient(), executor, context, UnaryOperator.identity());

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    @Test
    void readsStreamsOnTheExecutorInTheCallersContext() {
        server.deltas("{}", "{\"content\": \"Hi\"}");
        StreamRecord record = new StreamRecord(() -> Thread.currentThread().getName() + ", trace " + trace.get());

        trace.set("4711");
        connect().streamingChatModel().chat("Hello", record);

        assertThat(record.seen).succeedsWithin(PATIENCE).isEqualTo("reader, trace 4711");
    }

    @Test
    void bringsRetryAfterAndStatusToABlockingAttempt() {
        server.answer(429, Map.of("Retry-After", "7"), "{}");

        Throwable thrown = catchThrowable(() -> router().chatModel().chat("Hello"));

        assertAskedToWait(thrown);
    }

    @Test
    void bringsRetryAfterAndStatusToAStreamingAttempt() {
        server.answer(429, Map.of("Retry-After", "7"), "{}");
        StreamRecord record = new StreamRecord();

        router().streamingChatModel().chat("Hello", record);

        assertThat(record.response)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .satisfies(AbortableHttpClientTests::assertAskedToWait);
    }

    private static void assertAskedToWait(Throwable thrown) {
        RoutingFailure failure = RoutingFailure.of(thrown).orElseThrow();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.call().attempts().get(0).failure().status()).isEqualTo(429);
    }

    @Test
    void throwsWhatTheClientThrows() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();

        assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void throwsATimeoutWhereTheServerDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .timeout(Duration.ofMillis(50))
                    .build();

            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void sendsNothingOnAnInterruptedThread() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url())).build();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                .isInstanceOf(InterruptedException.class);
        assertThat(server.received()).isEmpty();
    }

    private Router router() {
        Policy policy =
                Policy.of("any", "model").toBuilder().retries(Retries.NONE).build();
        return Router.builder(
                        Catalogue.of(Model.of("model", Deployment.of("house/m").build())), PolicySet.of(policy))
                .client("house/m", connect())
                .build();
    }

    private DeploymentClient connect() {
        ProviderSettings provider =
                ProviderSettings.builder().name("house").baseUrl(server.url()).build();
        return new OpenAiDialect(executor, context)
                .connect(provider, Deployment.of("house/m").build(), List.of());
    }
}
