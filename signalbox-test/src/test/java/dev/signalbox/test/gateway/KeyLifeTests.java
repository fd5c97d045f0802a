package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of a key that was made over HTTP. */
class KeyLifeTests {

    private static final int THREADS = 32;

    @TempDir
    private static Path folder;

    private static KeyDesk desk;

    @BeforeAll
    static void open() {
        desk = KeyDesk.in(folder);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    private static void assertRefused(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(KeyDesk.reason(response)).isEqualTo(reason);
    }

    private static void assertServed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void aKeyIsMadeAndUsed() {
        HttpResponse<String> made =
                desk.post("{\"name\":\"acme-web\",\"tenant\":\"acme\",\"tags\":{\"tier\":\"gold\"}}");

        String secret = KeyDesk.secret(made, 201);
        assertThat(secret).startsWith("sk-signalbox-").hasSizeGreaterThan(50);
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode data = GatewayHouse.json(made).path("data");
        assertThat(data.path("name").asString()).isEqualTo("acme-web");
        assertThat(data.path("hash").asString()).isEqualTo("acme-web");
        assertThat(data.path("label").asString()).isEqualTo("sk-signalbox-…" + secret.substring(secret.length() - 4));
        assertThat(data.path("created_at").asString()).isEqualTo(desk.now().toString());
        assertThat(data.path("tags").path("tier").asString()).isEqualTo("gold");
        assertThat(data.path("configured").asBoolean()).isFalse();
        assertThat(desk.key("acme-web")).isEqualTo(data);
        assertServed(desk.chat(secret));
    }

    @Test
    void aKeyIsKnownToWhoeverStartsLater() {
        String secret = desk.made("{\"name\":\"lasting\",\"models\":[\"tiny\"]}");

        try (KeyDesk later = KeyDesk.in(folder)) {
            assertServed(later.chat(secret));
            assertThat(later.chat(secret, "large").statusCode()).isEqualTo(403);
            assertThat(later.key("lasting").path("models").toString()).isEqualTo("[\"small\"]");
        }
    }

    @Test
    void aKeyIsDisabledAndEnabled() {
        String secret = desk.made("{\"name\":\"off-and-on\"}");
        assertServed(desk.chat(secret));

        desk.patch("off-and-on", "{\"disabled\":true}");

        assertRefused(desk.chat(secret), "disabled");
        desk.patch("off-and-on", "{\"disabled\":false}");
        assertServed(desk.chat(secret));
    }

    @Test
    void aKeyExpires() {
        String secret =
                desk.made("{\"name\":\"aging\",\"expires_at\":\"" + desk.now().plusMillis(500) + "\"}");
        assertServed(desk.chat(secret));

        desk.advance(Duration.ofMillis(500));

        assertRefused(desk.chat(secret), "expired");
        desk.patch("aging", "{\"expires_at\":null}");
        assertServed(desk.chat(secret));
    }

    @Test
    void aRotatedKeyHasANewSecretAtOnce() {
        String old = desk.made("{\"name\":\"turned\",\"tenant\":\"acme\"}");
        assertServed(desk.chat(old));

        HttpResponse<String> rotated = desk.rotate("turned", null);

        String secret = KeyDesk.secret(rotated, 200);
        assertRefused(desk.chat(old), "unknown");
        assertServed(desk.chat(secret));
        assertThat(desk.key("turned").path("label").asString()).endsWith(secret.substring(secret.length() - 4));
        assertThat(desk.key("turned").path("tenant").asString()).isEqualTo("acme");
        assertThat(desk.key("turned").path("former_key_expires_at").isNull()).isTrue();
    }

    @Test
    void theFormerSecretMayHaveTimeToGo() {
        String old = desk.made("{\"name\":\"graceful\"}");

        String secret = KeyDesk.secret(desk.rotate("graceful", "{\"grace\":\"1h\"}"), 200);

        assertServed(desk.chat(old));
        assertServed(desk.chat(secret));
        assertThat(desk.key("graceful").path("former_key_expires_at").asString())
                .isEqualTo(desk.now().plusSeconds(3600).toString());
        desk.advance(Duration.ofHours(1));
        assertRefused(desk.chat(old), "unknown");
        assertServed(desk.chat(secret));
    }

    @Test
    void whatIsDisabledIsSoForTheFormerSecretToo() {
        String old = desk.made("{\"name\":\"turned-off\"}");
        desk.rotate("turned-off", "{\"grace\":\"PT1H\"}");

        desk.patch("turned-off", "{\"disabled\":true}");

        assertRefused(desk.chat(old), "disabled");
    }

    @Test
    void aDeletedKeyIsUnknown() {
        String secret = desk.made("{\"name\":\"gone\"}");
        assertServed(desk.chat(secret));

        HttpResponse<String> deleted = desk.delete("gone");

        assertThat(deleted.body()).isEqualTo("{\"deleted\":true}");
        assertRefused(desk.chat(secret), "unknown");
        assertThat(desk.get("gone").statusCode()).isEqualTo(404);
        assertThat(desk.delete("gone").statusCode()).isEqualTo(404);
        assertThat(desk.patch("gone", "{\"disabled\":true}").statusCode()).isEqualTo(404);
        assertThat(desk.rotate("gone", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aKeyThatWasUnknownIsKnownAsSoonAsItIsMade() {
        String secret = desk.made("{\"name\":\"again\"}");
        desk.delete("again");
        assertRefused(desk.chat(secret), "unknown");

        String again = desk.made("{\"name\":\"again\"}");

        assertServed(desk.chat(again));
        assertRefused(desk.chat(secret), "unknown");
    }

    @Test
    void anotherNodeSeesAChangeWithinFiveSeconds() {
        try (KeyDesk other = KeyDesk.in(folder)) {
            String secret = desk.made("{\"name\":\"seen\"}");
            assertServed(other.chat(secret));

            desk.patch("seen", "{\"disabled\":true}");

            other.advance(Duration.ofSeconds(5));
            assertRefused(other.chat(secret), "disabled");
        }
    }

    @Test
    void ofManyWhoMakeOneNameOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<HttpResponse<String>> make = () -> {
            start.await();
            return desk.post("{\"name\":\"wanted\"}");
        };
        List<Callable<HttpResponse<String>>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            all.add(make);
        }

        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(all)) {
            answers.add(answer.get());
        }
        threads.shutdown();

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(THREADS - 1);
        HttpResponse<String> won = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow();
        assertServed(desk.chat(KeyDesk.secret(won, 201)));
    }
}
