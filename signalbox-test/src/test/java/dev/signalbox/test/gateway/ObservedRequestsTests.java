package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.router.gateway.GatewayMeters;
import dev.signalbox.router.gateway.GatewayRequestEnded;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

/** What is known of requests to the gateway: traces, meters, the access log. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class ObservedRequestsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static FakeProvider provider;
    private static GatewayHouse house;

    static class Requests {

        final List<GatewayRequestEnded> ended = new CopyOnWriteArrayList<>();

        @EventListener
        void on(GatewayRequestEnded request) {
            ended.add(request);
        }
    }

    @BeforeAll
    static void open() {
        provider = FakeProvider.start();
        house = GatewayHouse.with(
                List.of(Requests.class),
                "signalbox.providers.house.dialect=openai",
                "signalbox.providers.house.base-url=" + provider.baseUrl(),
                "signalbox.providers.house.api-key=sk-of-the-provider",
                "signalbox.models.remote.deployments=house/gpt-house",
                "signalbox.policies.routine.models=remote");
    }

    @AfterAll
    static void shut() {
        house.close();
        provider.close();
    }

    @BeforeEach
    void clear() {
        provider.clear();
    }

    /** A client has its answer a little before the gateway has ended the request. */
    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
    }

    /** A meter is there a little before anything has been counted by it. */
    private static boolean counted(String... tags) {
        Timer timer = house.bean(MeterRegistry.class)
                .find(GatewayMeters.REQUESTS)
                .tags(tags)
                .timer();
        return timer != null && timer.count() > 0;
    }

    @Test
    void oneTraceLeadsFromTheClientToTheProvider() {
        house.send(house.request("/v1/chat/completions")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString(GatewayHouse.asking("remote")))
                .build());

        assertThat(provider.requests().get(0).header("traceparent"))
                .startsWith("00-" + TRACE + "-")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void theProviderGetsItsOwnKey() {
        house.chat(GatewayHouse.asking("remote"));

        Map<String, List<String>> headers = new LinkedHashMap<>();
        provider.requests()
                .get(0)
                .headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        assertThat(headers.getOrDefault("authorization", Collections.emptyList()))
                .containsExactly("Bearer sk-of-the-provider");
        assertThat(headers.toString()).doesNotContain(GatewayHouse.SECRET);
    }

    @Test
    void requestsAreMeasuredByKeyAndModel() {
        house.chat(GatewayHouse.asking("policy/routine"));
        house.chat("sk-wrong", GatewayHouse.asking("policy/routine"));

        await(() -> counted("key", "client", "model", "routine", "status", "200", "error", "none"));
        await(() -> counted("key", "-", "model", "none", "status", "401", "error", "authentication"));
    }

    @Test
    void theAccessLogTellsWhoButNotWhat(CapturedOutput output) {
        provider.always(FakeReply.text("the answer is a secret"));
        String evil = "nobody\\nINFO POST forged 200";

        house.chat(
                "{\"model\":\"remote\",\"messages\":[{\"role\":\"user\",\"content\":\"the question is a secret\"}]}");
        house.chat(GatewayHouse.asking(evil));
        house.chat("sk-wrong-but-secret", GatewayHouse.asking("remote"));
        await(() -> output.getOut().contains("chat/completions 200 key=client model=remote"));
        await(() -> output.getOut().contains("chat/completions 401 key=-"));

        assertThat(output.getOut())
                .contains("POST chat/completions 200 key=client model=remote served=house/gpt-house tokens=")
                .contains("POST chat/completions 401 key=- model=- error=authentication")
                .doesNotContain("a secret")
                .doesNotContain("sk-wrong-but-secret")
                .doesNotContain("\nINFO POST forged");
    }

    @Test
    void listenersAreTold() {
        List<GatewayRequestEnded> told = house.bean(Requests.class).ended;

        house.chat(GatewayHouse.streaming("signalbox/auto"));
        await(() -> told.stream().anyMatch(ended -> ended.model().equals("signalbox/auto")));

        assertThat(told)
                .filteredOn(GatewayRequestEnded::model, "signalbox/auto")
                .singleElement()
                .satisfies(ended -> {
                    assertThat(ended.status()).isEqualTo(200);
                    assertThat(ended.caller()).isEqualTo("client");
                    assertThat(ended.path()).isEqualTo("chat/completions");
                    assertThat(ended.call()).isNotNull();
                });
    }
}
