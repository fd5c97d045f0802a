package dev.signalbox.test.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What requests say of keys, and what is wrong with them. */
class KeyRequestTests {

    @TempDir
    private static Path folder;

    private static KeyDesk desk;

    @BeforeAll
    static void open() {
        desk = KeyDesk.in(
                folder,
                "signalbox.gateway.keys.off.secret=sk-signalbox-off-000000",
                "signalbox.gateway.keys.off.disabled=true");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                         | 'name' must be a string.
                    {"name":"Acme Web"}                        | 'name' must be 1 to 64 lower-case letters, digits and dashes
                    {"name":"k","model":["small"]}             | 'model': a key has no such field. Did you mean 'models'?
                    {"name":"k","models":["smal"]}             | 'models[0]': there is no model 'smal'. Did you mean 'small'?
                    {"name":"k","models":[]}                   | 'models' must name at least one; null allows all.
                    {"name":"k","models":[7]}                  | 'models[0]' must be a string.
                    {"name":"k","policies":["rutine"]}         | 'policies[0]': there is no policy 'rutine'. Did you mean 'routine'?
                    {"name":"k","tenant":" "}                  | 'tenant' must not be blank
                    {"name":"k","tags":{"a":1}}                | 'tags.a' must be a string.
                    {"name":"k","tags":["a"]}                  | 'tags' must be an object.
                    {"name":"k","budget":"20 EUR"}             | 'budget': '20 EUR' is no amount. Write
                    {"name":"k","budget":20}                   | 'budget' must be a string.
                    {"name":"k","budget":"1 USD","budget_window":"year"} | 'budget_window': 'year' is no window. Write hour, day
                    {"name":"k","budget_window":"day"}         | 'budget_window' needs 'budget' with it.
                    {"name":"k","budget":"1 USD","limit":1}    | 'limit' and 'limit_reset' say the same as 'budget'
                    {"name":"k","limit":-1}                    | 'limit' must be an amount of USD from 0
                    {"name":"k","limit":1e999999999}           | 'limit' must be an amount of USD from 0
                    {"name":"k","limit":1e-13}                 | 'limit' must be an amount of USD from 0
                    {"name":"k","limit":"1"}                   | 'limit' must be a number.
                    {"name":"k","limit_reset":"daily"}         | 'limit_reset' needs 'limit' with it.
                    {"name":"k","limit":1,"limit_reset":"yearly"} | 'limit_reset': 'yearly' is no window.
                    {"name":"k","requests_per_minute":0}       | 'requests_per_minute' must be a whole number from 1 to
                    {"name":"k","tokens_per_minute":1.5}       | 'tokens_per_minute' must be a whole number from 1 to
                    {"name":"k","concurrency":3000000000}      | 'concurrency' must be a whole number from 1 to 2147483647.
                    {"name":"k","expires_at":"tomorrow"}       | 'expires_at' must be a time such as 2027-01-31T00:00:00Z.
                    {"name":"k","expires_at":"+999999999-01-01T00:00:00Z"} | 'expires_at' must be a time
                    {"name":"k","disabled":"yes"}              | 'disabled' must be true or false.
                    [1]                                        | The body must be a JSON object.
                    """)
    void whatIsWrongIsNamedAndMakesNoKey(String body, String message) {
        HttpResponse<String> response = desk.post(body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(KeyDesk.message(response)).startsWith(message);
        assertThat(desk.get("k").statusCode()).isEqualTo(404);
    }

    @Test
    void aKeySaysAllThatWasSaidOfIt() {
        desk.made("""
                {"name":"full","tenant":"acme","tags":{"tier":"gold"},"models":["tiny"],"policies":["routine","auto"],
                 "budget":"2.50 USD","requests_per_minute":60,"tokens_per_minute":5000000000,"concurrency":4,
                 "expires_at":"2027-01-31T01:00:00+01:00","disabled":true,"include_byok_in_limit":false}""");

        JsonNode key = desk.key("full");

        assertThat(key.toString())
                .contains("\"disabled\":true", "\"expires_at\":\"2027-01-31T00:00:00Z\"", "\"tenant\":\"acme\"")
                .contains(
                        "\"tags\":{\"tier\":\"gold\"}", "\"models\":[\"small\"]", "\"policies\":[\"auto\",\"routine\"]")
                .contains("\"budget\":\"2.5 USD\"", "\"budget_window\":\"month\"", "\"limit\":2.5,")
                .contains("\"limit_remaining\":2.5,", "\"limit_reset\":\"monthly\"", "\"requests_per_minute\":60")
                .contains("\"tokens_per_minute\":5000000000", "\"concurrency\":4", "\"usage\":0,");
    }

    @Test
    void aKeyHasEveryFieldThatOpenRoutersClientsReadOfOne() {
        desk.made("{\"name\":\"bare\"}");

        JsonNode key = desk.key("bare");

        assertThat(key.propertyNames())
                .contains(
                        "hash",
                        "name",
                        "label",
                        "disabled",
                        "created_at",
                        "updated_at",
                        "expires_at",
                        "creator_user_id")
                .contains("limit", "limit_remaining", "limit_reset", "include_byok_in_limit", "external_user")
                .contains("usage", "usage_daily", "usage_weekly", "usage_monthly", "workspace_id")
                .contains("byok_usage", "byok_usage_daily", "byok_usage_weekly", "byok_usage_monthly");
    }

    @Test
    void aChangeLeavesTheRestAsItIs() {
        desk.made(
                "{\"name\":\"kept\",\"tenant\":\"acme\",\"models\":[\"small\"],\"limit\":3,\"requests_per_minute\":5}");

        desk.patch("kept", "{\"name\":\"kept\",\"concurrency\":2,\"limit_reset\":\"weekly\"}");

        assertThat(desk.key("kept").toString())
                .contains("\"tenant\":\"acme\"", "\"models\":[\"small\"]", "\"limit\":3,", "\"limit_reset\":\"weekly\"")
                .contains("\"requests_per_minute\":5", "\"concurrency\":2");
    }

    @Test
    void nullTakesAwayWhatWasSaid() {
        desk.made("""
                {"name":"cleared","tenant":"acme","tags":{"a":"b"},"models":["small"],"policies":["auto"],"limit":3,
                 "requests_per_minute":5,"tokens_per_minute":5,"concurrency":5,"expires_at":"2027-01-31T00:00:00Z"}""");

        desk.patch("cleared", """
                {"tenant":null,"tags":null,"models":null,"policies":null,"limit":null,"requests_per_minute":null,
                 "tokens_per_minute":null,"concurrency":null,"expires_at":null}""");

        JsonNode key = desk.key("cleared");
        for (String field :
                List.of("tenant", "models", "policies", "budget", "budget_window", "limit", "limit_remaining")) {
            assertThat(key.path(field).isNull()).as(field).isTrue();
        }
        for (String field : List.of("requests_per_minute", "tokens_per_minute", "concurrency", "expires_at")) {
            assertThat(key.path(field).isNull()).as(field).isTrue();
        }
        assertThat(key.path("tags").isEmpty()).isTrue();
    }

    @Test
    void aLimitWithoutResetIsForEver() {
        desk.made("{\"name\":\"once\",\"limit\":3}");

        assertThat(desk.key("once").path("limit_reset").isNull()).isTrue();
        assertThat(desk.key("once").path("budget_window").asString()).isEqualTo("lifetime");
    }

    @Test
    void aWrongChangeChangesNothing() {
        desk.made("{\"name\":\"firm\",\"tenant\":\"acme\"}");

        HttpResponse<String> renamed = desk.patch("firm", "{\"tenant\":\"other\",\"name\":\"soft\"}");

        assertThat(renamed.statusCode()).isEqualTo(400);
        assertThat(KeyDesk.message(renamed)).startsWith("'name' cannot change");
        assertThat(desk.patch("firm", "{\"tenant\":\"other\",\"models\":[\"x\"]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(desk.key("firm").path("tenant").asString()).isEqualTo("acme");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1h
            31d
            soon
            PT99999999999999999H
            """)
    void aTimeToGoHasItsBounds(String grace) {
        HttpResponse<String> response = desk.rotate("off", "{\"grace\":\"" + grace + "\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(KeyDesk.message(response)).startsWith("'grace' must be a time from 0s to 30d");
    }

    @Test
    void keysAreListedByNameAPageAtATime() throws Exception {
        try (KeyDesk many = KeyDesk.in(Files.createTempDirectory(folder, "many"))) {
            IntStream.range(100, 210).forEach(number -> many.made("{\"name\":\"key-" + number + "\"}"));

            JsonNode first = GatewayHouse.json(many.send(KeyDesk.MANAGEMENT, "GET", "keys", null));
            JsonNode second = GatewayHouse.json(many.send(KeyDesk.MANAGEMENT, "GET", "keys?offset=100", null));

            assertThat(first.path("total_count").asInt()).isEqualTo(111);
            assertThat(first.path("data").size()).isEqualTo(100);
            assertThat(first.path("data").get(0).path("name").asString()).isEqualTo("client");
            assertThat(second.path("data").findValuesAsString("name"))
                    .containsExactlyElementsOf(IntStream.range(199, 210)
                            .mapToObj(number -> "key-" + number)
                            .toList());
        }
    }

    @Test
    void disabledKeysMayBeLeftOutOfTheList() {
        JsonNode all = GatewayHouse.json(desk.send(KeyDesk.MANAGEMENT, "GET", "keys", null));
        JsonNode enabled = GatewayHouse.json(desk.send(KeyDesk.MANAGEMENT, "GET", "keys?include_disabled=false", null));

        assertThat(all.path("data").findValuesAsString("name")).contains("off", "client");
        assertThat(enabled.path("data").findValuesAsString("name"))
                .contains("client")
                .doesNotContain("off");
        assertThat(desk.send(KeyDesk.MANAGEMENT, "GET", "keys?offset=-1", null).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, keys, 405",
        "DELETE, keys, 405",
        "POST, keys/off, 405",
        "GET, keys/off/rotate, 405",
        "GET, keys/off/else, 404",
        "GET, keys/, 404",
        "GET, keys/No%20Name, 404"
    })
    void otherPathsAndMethodsAreNotThere(String method, String path, int status) {
        HttpResponse<String> response = desk.send(KeyDesk.MANAGEMENT, method, path, null);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }
}
