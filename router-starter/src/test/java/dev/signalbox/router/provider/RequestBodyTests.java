package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBodyTests {

    private final RequestBody requestBody = new RequestBody(null);

    private String sent(String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost"))
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpRequest.Builder edited = HttpRequest.newBuilder(request, (name, value) -> true);
        requestBody.edit(request, edited);
        byte[] bytes = CollectedBody.of(edited.build().bodyPublisher().orElseThrow());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void mergesObjectsAndReplacesTheRest() {
        Map<String, Object> more = Map.of("options", Map.of("b", Map.of("c", 2)), "seed", 7);

        String sent = requestBody.sending(more, () -> sent("{\"options\":{\"a\":1,\"b\":{\"d\":3}},\"seed\":1}"));

        assertThat(sent).isEqualTo("{\"options\":{\"a\":1,\"b\":{\"d\":3,\"c\":2}},\"seed\":7}");
    }

    @Test
    void leavesNumbersAndTextAsTheyAre() {
        String body = "{\"args\":{\"price\":1.10,\"id\":12345678901234567890.123456789},\"text\":\"Grüße\"}";

        String sent = requestBody.sending(Map.of("seed", 7), () -> sent(body));

        assertThat(sent).isEqualTo(body.substring(0, body.length() - 1) + ",\"seed\":7}");
    }

    @Test
    void belongToOneRequest() {
        String inner = requestBody.sending(
                Map.of("seed", 7), () -> requestBody.sending(Map.of(), () -> sent("{}")) + sent("{}"));

        assertThat(inner).isEqualTo("{}{\"seed\":7}");
        assertThat(sent("{}")).isEqualTo("{}");
    }
}
