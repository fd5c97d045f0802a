package dev.signalbox.router.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonScanTests {

    private final List<String> found = new ArrayList<>();
    private final JsonScan scan = new JsonScan(
            JsonScan.Paths.of(Set.of("error", "error.code", "choices.finish_reason", "done")),
            (path, value) -> found.add(path + "=" + value));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": {\"code\": 429, \"more\": {\"code\": 1}}} | error={,error.code=429,error={",
                "[{\"error\": {\"code\": \"x\"}}] | error={,error.code=x",
                "{\"a\": {\"error\": 1}, \"error\": \"no \\\"quote\\\\\"} | error=no \"quote\\",
                "{\"error\": \"tab\\tand \\u00e9\"} | error=tab and ?",
                "{\"error\": null, \"done\" : true} | done=true",
                "{\"error\": {}, \"done\":false} | done=false",
                "{\"choices\":[{\"x\":[1,[2]],\"finish_reason\":\"stop\"},{\"finish_reason\":null}]}"
                        + " | choices.finish_reason=stop",
                "{\"content\": \"{\\\"error\\\": {\\\"code\\\": 1}}\"} | ''",
                "{\"content\": \"\\\\\", \"error\": 7} | error=7"
            })
    void picksTheWantedValues(String json, String values) {
        feed(json);

        assertThat(String.join(",", found)).isEqualTo(values);
        assertThat(scan.complete()).isTrue();
    }

    @Test
    void startsAnewAfterADocumentThatWasCutShort() {
        feed("{\"error\": {\"code\": \"ha");
        assertThat(scan.complete()).isFalse();

        scan.reset();
        feed("{\"done\": true}");

        assertThat(found).endsWith("done=true");
        assertThat(scan.complete()).isTrue();
    }

    @Test
    void boundsWhatItKeeps() {
        feed("[".repeat(5000) + "]".repeat(5000));
        assertThat(scan.complete()).isTrue();

        scan.reset();
        feed("{\"error\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(found).singleElement().satisfies(value -> assertThat(value).hasSizeLessThan(3000));
    }

    @Test
    void survivesEveryOrderOfBytes() {
        Random random = new Random(7);
        byte[] alphabet = "{}[]\":,\\ue0 errocd\n".getBytes(UTF_8);

        for (int i = 0; i < 200_000; i++) {
            scan.accept(alphabet[random.nextInt(alphabet.length)]);
        }
        scan.reset();
        found.clear();
        feed("{\"done\": true}");

        assertThat(found).containsExactly("done=true");
    }

    private void feed(String json) {
        for (byte next : json.getBytes(UTF_8)) {
            scan.accept(next);
        }
    }
}
