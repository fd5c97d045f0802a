package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.router.execution.DeploymentStatus;
import dev.signalbox.router.ledger.LedgerWriter;
import dev.signalbox.router.usage.Ledger;
import dev.signalbox.router.usage.LedgerDimension;
import dev.signalbox.router.usage.LedgerGrain;
import dev.signalbox.router.usage.LedgerQuery;
import dev.signalbox.router.usage.LedgerTotal;
import dev.signalbox.test.provider.FakeProvider;
import dev.signalbox.test.provider.FakeReply;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many clients at once, whole answers and streams, answers and failures: what they are told adds up to what is booked. */
class GatewayStormTests {

    private static final int THREADS = 64;
    private static final int REQUESTS = 1_280;

    /** What one client was told. */
    private record Told(int status, boolean broken, BigDecimal cost) {}

    @Test
    void whatClientsAreToldAddsUp() throws Exception {
        try (FakeProvider provider = FakeProvider.start();
                GatewayHouse house = GatewayHouse.with(
                        "signalbox.gateway.access-log=false",
                        "signalbox.ledger.capacity=100000",
                        "signalbox.providers.house.dialect=openai",
                        "signalbox.providers.house.base-url=" + provider.baseUrl(),
                        "signalbox.providers.sim.dialect=simulated",
                        "signalbox.models.remote.deployments[0].provider=house",
                        "signalbox.models.remote.deployments[0].model-id=gpt",
                        "signalbox.models.remote.deployments[0].price.input=1",
                        "signalbox.models.remote.deployments[0].price.output=3",
                        "signalbox.models.near.deployments[0].provider=sim",
                        "signalbox.models.near.deployments[0].model-id=near",
                        "signalbox.models.near.deployments[0].price.input=1",
                        "signalbox.models.near.deployments[0].price.output=3",
                        "signalbox.policies.default.models=remote,near",
                        "signalbox.cooldown.failure-rate=1",
                        "signalbox.cooldown.min-calls=100000")) {
            provider.when(request -> request.number() % 11 == 0, FakeReply.error(500));
            provider.when(
                    request -> request.number() % 13 == 0,
                    FakeReply.text("one two three").cutAfter(2));

            List<Told> told = storm(house);

            LedgerQuery ofKey = LedgerQuery.builder()
                    .grain(LedgerGrain.CALL)
                    .where(new LedgerDimension(LedgerDimension.Fact.KEY, null), "client")
                    .build();
            // A client has its answer a little before the call is booked, and who closes books no more.
            LedgerTotal booked = await().atMost(Duration.ofMinutes(1))
                    .until(
                            () -> house.bean(Ledger.class)
                                    .totals(ofKey, List.of(), ZoneOffset.UTC, 1)
                                    .get(0),
                            total -> total.count() >= REQUESTS);
            house.bean(LedgerWriter.class).close();
            assertThat(told).hasSize(REQUESTS).allMatch(each -> each.status() == 200);
            assertThat(booked.count()).isEqualTo(REQUESTS);
            assertThat(booked.failed())
                    .isEqualTo(told.stream().filter(Told::broken).count());
            BigDecimal ofAnswers = told.stream().map(Told::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(ofAnswers).isPositive().isLessThanOrEqualTo(booked.cost().usd());
            assertThat(house.router().status()).allMatch(status -> status.inFlight() == 0);
            assertThat(house.router().status())
                    .extracting(DeploymentStatus::isOpen)
                    .containsOnly(true);
        }
    }

    private static List<Told> storm(GatewayHouse house) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Told>> answers = new ArrayList<>();
            for (int request = 0; request < REQUESTS; request++) {
                boolean stream = request % 2 == 0;
                answers.add(threads.submit(() -> ask(house, stream)));
            }
            List<Told> told = new ArrayList<>();
            for (Future<Told> answer : answers) {
                told.add(answer.get());
            }
            return told;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Told ask(GatewayHouse house, boolean stream) {
        HttpResponse<String> response =
                house.chat(stream ? GatewayHouse.streaming("policy/default") : GatewayHouse.asking("policy/default"));
        if (!stream) {
            return new Told(response.statusCode(), false, cost(GatewayHouse.json(response)));
        }
        List<String> events = GatewayHouse.events(response);
        assertThat(events).last().isEqualTo("[DONE]");
        JsonNode last = GatewayHouse.JSON.readTree(events.get(events.size() - 2));
        boolean broken = last.has("error");
        return new Told(response.statusCode(), broken, broken ? BigDecimal.ZERO : cost(last));
    }

    private static BigDecimal cost(JsonNode answer) {
        return answer.path("usage").path("cost").decimalValue();
    }
}
