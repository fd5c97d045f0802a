package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ollama's own API on the wire. */
@Timeout(60)
class OllamaDialectTests {

    private static final String HELLO = Clients.body("llama", "Hello", false);

    private static final String STREAM = """
            {"model":"llama","messages":[{"role":"user","content":"Hello"}]}""";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void plainAnswerIsOneObject() throws Exception {
        provider.reply(FakeReply.text("Hi")
                .thinking("Hm", "unused")
                .andToolCall("weather", "{\"city\": \"Paris\"}")
                .usage(100, 20)
                .cachedTokens(60));

        assertThat(post(HELLO).body())
                .isEqualTo(begin() + "{\"role\":\"assistant\",\"content\":\"Hi\",\"thinking\":\"Hm\",\"tool_calls\":["
                        + "{\"id\":\"call_1_0\",\"function\":{\"index\":0,\"name\":\"weather\","
                        + "\"arguments\":{\"city\": \"Paris\"}}}]},\"done_reason\":\"stop\",\"done\":true,"
                        + "\"prompt_eval_count\":100,\"eval_count\":20}");
    }

    @Test
    void streamIsTheUsualModeAndHoldsAnObjectALine() throws Exception {
        provider.reply(FakeReply.text("one two")
                .thinking("Hm")
                .andToolCall("weather", "{\"city\":\"Paris\"}")
                .usage(9, 4)
                .finishReason("length"));

        HttpResponse<String> response = post(STREAM);

        assertThat(provider.requests().get(0).stream()).isTrue();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(response.body().lines())
                .containsExactly(
                        begin() + "{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm\"},\"done\":false}",
                        begin() + "{\"role\":\"assistant\",\"content\":\"one \"},\"done\":false}",
                        begin() + "{\"role\":\"assistant\",\"content\":\"two\"},\"done\":false}",
                        begin() + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1_0\","
                                + "\"function\":{\"index\":0,\"name\":\"weather\",\"arguments\":{\"city\":\"Paris\"}}}]},"
                                + "\"done\":false}",
                        begin() + "{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\"length\",\"done\":true,"
                                + "\"prompt_eval_count\":9,\"eval_count\":4}");
    }

    @Test
    void usageArrivesOrIsLeftOut() throws Exception {
        provider.reply(
                FakeReply.text("Hi").usage(120, 45),
                FakeReply.text("Hi").usage(120, 45),
                FakeReply.text("Hi").noUsage());
        DialectClient client = DialectClient.OLLAMA;

        assertThat(client.model(provider).chat(Clients.request("Hello")).tokenUsage())
                .isEqualTo(new TokenUsage(120, 45));
        assertThat(client.stream(provider, Clients.request("Hello")).response().tokenUsage())
                .isEqualTo(new TokenUsage(120, 45));
        assertThat(post(HELLO).body()).contains("\"done\":true").doesNotContain("eval_count");
    }

    @Test
    void endWithoutFinishIsNeverDone() throws Exception {
        provider.always(FakeReply.text("one two").noFinish());

        assertThat(post(STREAM).body()).endsWith("\"two\"},\"done\":false}\n");
        assertThat(post(HELLO).body()).endsWith("\"one two\"},\"done\":false}");
    }

    @Test
    void errorsAreOneSentence() throws Exception {
        provider.reply(FakeReply.error(404), FakeReply.error(500, "ignored", "out of memory"));

        assertThat(post(HELLO).body()).isEqualTo("{\"error\":\"model 'llama' not found\"}");
        assertThat(post(HELLO).body()).isEqualTo("{\"error\":\"out of memory\"}");
        assertThat(Clients.postTo(provider, "/api/generate", HELLO).body())
                .isEqualTo("{\"error\":\"Unknown request URL: POST /api/generate.\"}");
    }

    @Test
    void errorWithinAStreamReachesTheClient() throws Exception {
        provider.always(FakeReply.text("one two three").errorAfter(1, "out of memory"));

        RecordedStream stream = DialectClient.OLLAMA.stream(provider, Clients.request("Hello"));

        assertThat(stream.error()).hasMessage("out of memory");
        assertThat(stream.texts()).containsExactly("one ");
        assertThat(post(STREAM).body()).doesNotContain("two").endsWith("}\n{\"error\":\"out of memory\"}\n");
        assertThat(post(HELLO).body()).isEqualTo("{\"error\":\"out of memory\"}");
    }

    @Test
    void garbageIsALine() throws Exception {
        provider.reply(FakeReply.garbage());

        assertThat(post(STREAM).body()).endsWith("</html>\n").doesNotContain("data:");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return Clients.postTo(provider, "/api/chat", body);
    }

    private String begin() {
        return "{\"model\":\"llama\",\"created_at\":\""
                + provider.requests().get(0).time() + "\",\"message\":";
    }
}
