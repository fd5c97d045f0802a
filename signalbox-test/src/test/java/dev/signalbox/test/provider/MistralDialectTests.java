package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.output.TokenUsage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mistral's chat completions on the wire. */
@Timeout(60)
class MistralDialectTests {

    private static final String HELLO = Clients.body("mistral", "Hello", false);

    private static final String STREAM = Clients.body("mistral", "Hello", true);

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void plainAnswerHoldsThinkingAsPartOfTheContent() throws Exception {
        provider.reply(
                FakeReply.text("Hi").thinking("Hm").usage(9, 4).reasoningTokens(2),
                FakeReply.toolCall("weather", "{\"city\":\"Paris\"}").noUsage());

        assertThat(post(HELLO).body())
                .contains("\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]},"
                        + "{\"type\":\"text\",\"text\":\"Hi\"}]")
                .endsWith("\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":13,\"completion_tokens\":4}}");
        assertThat(post(HELLO).body())
                .contains("\"content\":\"\",\"tool_calls\":[{\"id\":\"c00002000\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]")
                .endsWith("\"finish_reason\":\"tool_calls\"}]}");
    }

    @Test
    void streamHoldsAllToolCallsInOneChunkAndUsageInTheLast() throws Exception {
        provider.reply(FakeReply.text("one two")
                .thinking("Hm")
                .andToolCall("weather", "{}")
                .andToolCall("time", "{}")
                .usage(9, 4));

        HttpResponse<String> response = post(STREAM);

        String chunk = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":"
                + provider.requests().get(0).time().getEpochSecond()
                + ",\"model\":\"mistral\",\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]%s}\n\n";
        String call =
                "{\"id\":\"c0000100%d\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"{}\"}}";
        assertThat(response.body())
                .isEqualTo(chunk.formatted("\"role\":\"assistant\",\"content\":\"\"", null, "")
                        + chunk.formatted(
                                "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"Hm\"}]}]",
                                null,
                                "")
                        + chunk.formatted("\"content\":\"one \"", null, "")
                        + chunk.formatted("\"content\":\"two\"", null, "")
                        + chunk.formatted(
                                "\"tool_calls\":[" + call.formatted(0, "weather") + "," + call.formatted(1, "time")
                                        + "]",
                                null,
                                "")
                        + chunk.formatted(
                                "\"content\":\"\"",
                                "\"tool_calls\"",
                                ",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":13,\"completion_tokens\":4}")
                        + "data: [DONE]\n\n");
    }

    @Test
    void usageArrives() throws Exception {
        provider.always(FakeReply.text("Hi").usage(120, 45));
        DialectClient client = DialectClient.MISTRAL;

        assertThat(client.model(provider).chat(Clients.request("Hello")).tokenUsage())
                .isEqualTo(new TokenUsage(120, 45));
        assertThat(client.stream(provider, Clients.request("Hello")).response().tokenUsage())
                .isEqualTo(new TokenUsage(120, 45));
    }

    @Test
    void errorsAreMistrals() throws Exception {
        provider.reply(
                FakeReply.error(401),
                FakeReply.error(429),
                FakeReply.error(404),
                FakeReply.error(400, "3051", "Too large"));

        assertThat(post(HELLO).body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
        assertThat(post(HELLO).body())
                .isEqualTo("{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"type\":\"rate_limited\","
                        + "\"param\":null,\"code\":\"1300\"}");
        assertThat(post(HELLO).body()).contains("Invalid model: mistral", "\"code\":\"1500\"");
        assertThat(post(HELLO).body())
                .contains("\"message\":\"Too large\",\"type\":\"invalid_request_error\"", "\"code\":\"3051\"");
    }

    @Test
    void errorOrMissingEndWithinAStreamComesWithoutDone() throws Exception {
        provider.reply(
                FakeReply.text("one two").errorAfter(1, "It broke"),
                FakeReply.text("one two").noFinish());

        assertThat(post(STREAM).body())
                .doesNotContain("two", "[DONE]")
                .endsWith("data: {\"object\":\"error\",\"message\":\"It broke\",\"type\":\"internal_server_error\","
                        + "\"param\":null,\"code\":\"1000\"}\n\n");
        assertThat(post(STREAM).body()).contains("two").doesNotContain("[DONE]", "usage");
    }

    @Test
    void rawErrorServesMistralsClientsAtOpenAisPath() throws Exception {
        String body =
                "{\"object\":\"error\",\"message\":\"Invalid model: x\",\"type\":\"invalid_model\",\"code\":\"1500\"}";
        provider.reply(FakeReply.raw(400, body));

        HttpResponse<String> response = Clients.post(provider, STREAM);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(body);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return Clients.postTo(provider, "/mistral/v1/chat/completions", body);
    }
}
