package dev.signalbox.test.provider;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The real clients the provider is tested with. */
final class Clients {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final String KEY = "sk-test";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Clients() {}

    static OpenAiChatModel model(FakeProvider provider) {
        return model(provider, PATIENCE);
    }

    static OpenAiChatModel model(FakeProvider provider, Duration timeout) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder())
                .baseUrl(provider.baseUrl())
                .apiKey(KEY)
                .modelName("gpt-test")
                .timeout(timeout)
                .maxRetries(0)
                .build();
    }

    static OpenAiStreamingChatModel streamingModel(FakeProvider provider) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(JdkHttpClient.builder())
                .baseUrl(provider.baseUrl())
                .apiKey(KEY)
                .modelName("gpt-test")
                .timeout(PATIENCE)
                .build();
    }

    static RecordedStream stream(FakeProvider provider, String text) {
        RecordedStream recorded = new RecordedStream();
        streamingModel(provider).chat(request(text), recorded);
        return recorded;
    }

    static ChatRequest request(String text) {
        return ChatRequest.builder().messages(UserMessage.from(text)).build();
    }

    static String body(String model, String text, boolean stream) {
        String json = """
                {"model":"%s","stream":%s,"messages":[{"role":"user","content":"%s"}]}""";
        return json.formatted(model, stream, text);
    }

    static HttpResponse<String> post(FakeProvider provider, String body) throws IOException, InterruptedException {
        return HTTP.send(
                to(provider, "/chat/completions")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Posts to any path behind the port; headers are names and values in turn. */
    static HttpResponse<String> postTo(FakeProvider provider, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                behindPort(provider, path, headers)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** As {@link #postTo}, by GET. */
    static HttpResponse<String> getFrom(FakeProvider provider, String path, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(behindPort(provider, path, headers).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder behindPort(FakeProvider provider, String path, String... headers) {
        URI uri = URI.create("http://127.0.0.1:" + provider.port() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    static HttpResponse<String> get(FakeProvider provider, String path) throws IOException, InterruptedException {
        return HTTP.send(to(provider, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(FakeProvider provider, String path) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path)).timeout(PATIENCE);
    }
}
