package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiTokenUsage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What thinking and Azure add to OpenAI's dialect, and how one port tells the dialects apart. */
@Timeout(60)
class OpenAiFamilyTests {

    private static final String HELLO = Clients.body("body-model", "Hello", false);

    private static final String AZURE = "/openai/deployments/my-deployment/chat/completions";

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void thinkingIsReasoningContent() throws Exception {
        provider.always(FakeReply.text("Hi").thinking("Hm hm", "unused"));

        assertThat(Clients.post(provider, HELLO).body())
                .contains("{\"role\":\"assistant\",\"content\":\"Hi\",\"reasoning_content\":\"Hm hm\"}");
        assertThat(Clients.post(provider, Clients.body("m", "Hello", true)).body())
                .containsSubsequence(
                        "\"delta\":{\"reasoning_content\":\"Hm \"}",
                        "\"delta\":{\"reasoning_content\":\"hm\"}",
                        "\"delta\":{\"content\":\"Hi\"}")
                .doesNotContain("unused");
    }

    @Test
    void errorWithinAStreamIsOverheardByTheClient() throws Exception {
        provider.reply(FakeReply.text("one two three").errorAfter(1, "It broke"));

        RecordedStream stream = DialectClient.OPENAI.stream(provider, Clients.request("Hello"));

        assertThat(stream.response().aiMessage().text()).isEqualTo("one ");
        assertThat(stream.response().finishReason()).isNull();
    }

    @Test
    void azureAnswersForTheDeploymentInThePath() throws Exception {
        provider.reply(FakeReply.text("Hi").usage(120, 45).cachedTokens(100));

        HttpResponse<String> response = azure("?api-version=2024-10-21");

        assertThat(Json.parse(response.body()).path("model").asString()).isEqualTo("my-deployment");
        assertThat(response.body()).contains("\"cached_tokens\":100");
        assertThat(provider.requests().get(0).model()).isEqualTo("my-deployment");
    }

    @Test
    void azureStreamsUsageWithItsDetails() throws Exception {
        provider.always(FakeReply.text("Hi").usage(120, 45).cachedTokens(100).reasoningTokens(30));

        var usage = (OpenAiTokenUsage) DialectClient.AZURE.stream(provider, Clients.request("Hello"))
                .response()
                .tokenUsage();

        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(100);
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(30);
    }

    @Test
    void azureHasErrorsOfItsOwn() throws Exception {
        provider.reply(
                FakeReply.error(404),
                FakeReply.error(429),
                FakeReply.error(400, "content_filter", "Filtered"),
                FakeReply.inBandError("It broke"));

        assertThat(azure("?api-version=1").body())
                .isEqualTo("{\"error\":{\"code\":\"DeploymentNotFound\","
                        + "\"message\":\"The API deployment for this resource does not exist.\"}}");
        assertThat(azure("?api-version=1").body()).contains("\"code\":\"429\"");
        assertThat(azure("?api-version=1").body())
                .isEqualTo("{\"error\":{\"code\":\"content_filter\",\"message\":\"Filtered\"}}");
        assertThat(azure("?api-version=1").body()).isEqualTo("{\"error\":{\"code\":\"500\",\"message\":\"It broke\"}}");
    }

    @Test
    void azureWithoutVersionFindsNothing() throws Exception {
        HttpResponse<String> response = azure("");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
    }

    @Test
    void modelsAreListedAsTheDialectDoes() throws Exception {
        assertThat(get("/v1/models")).contains("\"object\":\"list\"", "\"fake-model\"");
        assertThat(get("/mistral/v1/models")).contains("\"object\":\"list\"", "\"fake-model\"");
        assertThat(get("/v1beta/models")).contains("\"models/fake-model\"");
        assertThat(get("/api/tags")).contains("\"name\":\"fake-model\"");
        assertThat(get("/openai/models")).contains("Resource not found");
        assertThat(Clients.getFrom(provider, "/v1/models", "anthropic-version", "2023-06-01")
                        .body())
                .contains("\"type\":\"model\"", "\"fake-model\"");
    }

    @Test
    void unreadableArgumentsAreSentAsTheyAre() throws Exception {
        provider.always(FakeReply.toolCall("weather", "{no"));

        for (DialectClient client : DialectClient.values()) {
            String body = client == DialectClient.GEMINI ? "{\"contents\":[]}" : HELLO;
            HttpResponse<String> response = Clients.postTo(provider, client.path, body);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("{no");
        }
    }

    private String get(String path) throws Exception {
        return Clients.getFrom(provider, path).body();
    }

    private HttpResponse<String> azure(String query) throws Exception {
        return Clients.postTo(provider, AZURE + query, HELLO);
    }
}
