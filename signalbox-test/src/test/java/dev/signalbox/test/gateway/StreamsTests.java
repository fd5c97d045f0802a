package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.router.Router;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import jakarta.servlet.ServletException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Streams while they wait, when the client goes, and when the gateway stops. */
@Timeout(120)
class StreamsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FakeProvider provider;
    private GatewayHouse house;

    /** A server that takes its time between the end of a handler and that of the answer, as one short of processors does. */
    static class SlowEnds {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowEnds() {
            return factory -> factory.addEngineValves(new ValveBase(true) {
                @Override
                public void invoke(Request request, Response response) throws IOException, ServletException {
                    getNext().invoke(request, response);
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
            });
        }
    }

    @BeforeEach
    void open() {
        provider = FakeProvider.start();
        house = house();
    }

    private GatewayHouse house(Class<?>... beans) {
        return GatewayHouse.with(
                List.of(beans),
                "server.shutdown=graceful",
                "signalbox.gateway.keep-alive=100ms",
                "signalbox.gateway.keys.one.secret=sk-signalbox-one-000000",
                "signalbox.gateway.keys.one.concurrency=1",
                "signalbox.providers.house.dialect=openai",
                "signalbox.providers.house.base-url=" + provider.baseUrl(),
                "signalbox.models.remote.deployments=house/gpt-house",
                "signalbox.policies.routine.models=remote");
    }

    @AfterEach
    void shut() {
        house.close();
        provider.close();
    }

    private HttpResponse<InputStream> begin() throws IOException, InterruptedException {
        return house.http()
                .send(
                        house.request("/v1/chat/completions")
                                .POST(BodyPublishers.ofString(GatewayHouse.streaming("remote")))
                                .build(),
                        BodyHandlers.ofInputStream());
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Test
    void commentsKeepTheConnectionAlive() throws Exception {
        provider.hold().reply(FakeReply.text("at last"));

        BufferedReader lines = reader(begin());
        String first = lines.readLine();
        provider.release();

        assertThat(first).isEqualTo(": SIGNALBOX PROCESSING");
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.lines())
                .anyMatch(line -> line.startsWith("data: {") && line.contains("at "))
                .endsWith("data: [DONE]", "");
    }

    @Test
    void anErrorAfterACommentIsPartOfTheStream() throws Exception {
        provider.hold().always(FakeReply.error(401));

        HttpResponse<InputStream> response = begin();
        provider.release();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reader(response).lines().filter(line -> line.startsWith("data: ")))
                .hasSize(2)
                .satisfies(
                        error -> assertThat(error)
                                .contains("\"finish_reason\":\"error\"")
                                .contains("provider_unavailable"),
                        Index.atIndex(0))
                .last()
                .isEqualTo("data: [DONE]");
    }

    @Test
    void aClientThatGoesTakesTheProvidersWorkWithIt() throws Exception {
        provider.reply(FakeReply.text("word ".repeat(5000)).pause(Duration.ofMillis(5)));
        HttpResponse<InputStream> response = begin();
        reader(response).readLine();

        response.body().close();

        provider.awaitAborted(1, PATIENCE);
        awaitIdle(house.router());
    }

    @Test
    void aClientThatGoesWhileItWaitsDoesToo() throws Exception {
        provider.reply(FakeReply.text("late").delay(Duration.ofMinutes(1)));
        HttpResponse<InputStream> response = begin();
        reader(response).readLine();

        response.body().close();

        provider.awaitAborted(1, PATIENCE);
        awaitIdle(house.router());
    }

    private static void awaitIdle(Router router) {
        await().atMost(PATIENCE).until(() -> router.status().stream().allMatch(each -> each.inFlight() == 0));
    }

    @Test
    void aStreamEndsBeforeTheGatewayStops() throws Exception {
        house.close();
        house = house(SlowEnds.class);
        provider.reply(FakeReply.text("one two three four five").pause(Duration.ofMillis(100)));
        BufferedReader lines = reader(begin());
        String first = lines.readLine();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(house::close);
        List<String> rest = lines.lines().toList();
        stop.join();

        assertThat(first).isNotNull();
        assertThat(rest).contains("data: [DONE]");
    }

    @Test
    void aKeyHasItsRequestsAtTheSameTime() throws Exception {
        provider.always(FakeReply.text("fine"));
        provider.hold();
        CompletableFuture<HttpResponse<String>> first = house.http()
                .sendAsync(
                        house.request("/v1/chat/completions")
                                .setHeader("Authorization", "Bearer sk-signalbox-one-000000")
                                .POST(BodyPublishers.ofString(GatewayHouse.asking("remote")))
                                .build(),
                        BodyHandlers.ofString());
        provider.awaitRequests(1, PATIENCE);

        HttpResponse<String> second = house.chat("sk-signalbox-one-000000", GatewayHouse.asking("remote"));
        provider.release();

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(first.get().statusCode()).isEqualTo(200);
        // A client has its answer a little before the gateway has ended the request.
        await().atMost(PATIENCE)
                .until(() -> house.chat("sk-signalbox-one-000000", GatewayHouse.asking("remote"))
                                .statusCode()
                        == 200);
    }
}
