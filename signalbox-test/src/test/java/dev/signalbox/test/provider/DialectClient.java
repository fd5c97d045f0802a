package dev.signalbox.test.provider;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;

/** LangChain4j's own client of each dialect. */
enum DialectClient {
    OPENAI("openai", "/v1/chat/completions") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return OpenAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("openai"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("openai"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .build();
        }
    },
    AZURE("azure-openai", "/openai/deployments/some-model/chat/completions?api-version=2024-10-21") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return OpenAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("azure-openai") + "/openai/deployments/" + MODEL)
                    .customHeaders(Map.of("api-key", key))
                    .customQueryParams(Map.of("api-version", "2024-10-21"))
                    .modelName("whatever")
                    .returnThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("azure-openai") + "/openai/deployments/" + MODEL)
                    .customHeaders(Map.of("api-key", key))
                    .customQueryParams(Map.of("api-version", "2024-10-21"))
                    .modelName("whatever")
                    .returnThinking(true)
                    .build();
        }
    },
    ANTHROPIC("anthropic", "/v1/messages") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return AnthropicChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("anthropic"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return AnthropicStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("anthropic"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .build();
        }
    },
    GEMINI("google-ai-gemini", "/v1beta/models/some-model:generateContent") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return GoogleAiGeminiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("google-ai-gemini"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .sendThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return GoogleAiGeminiStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("google-ai-gemini"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .sendThinking(true)
                    .build();
        }
    },
    MISTRAL("mistral-ai", "/mistral/v1/chat/completions") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return MistralAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("mistral-ai"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return MistralAiStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("mistral-ai"))
                    .apiKey(key)
                    .modelName(MODEL)
                    .returnThinking(true)
                    .build();
        }
    },
    OLLAMA("ollama", "/api/chat") {
        @Override
        ChatModel model(FakeProvider provider, String key) {
            return OllamaChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("ollama"))
                    .customHeaders(Map.of("Authorization", "Bearer " + key))
                    .modelName(MODEL)
                    .returnThinking(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(FakeProvider provider, String key) {
            return OllamaStreamingChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(provider.baseUrl("ollama"))
                    .customHeaders(Map.of("Authorization", "Bearer " + key))
                    .modelName(MODEL)
                    .returnThinking(true)
                    .build();
        }
    };

    static final String MODEL = "some-model";

    final String dialect;

    final String path;

    DialectClient(String dialect, String path) {
        this.dialect = dialect;
        this.path = path;
    }

    abstract ChatModel model(FakeProvider provider, String key);

    abstract StreamingChatModel streamingModel(FakeProvider provider, String key);

    ChatModel model(FakeProvider provider) {
        return model(provider, Clients.KEY);
    }

    RecordedStream stream(FakeProvider provider, ChatRequest request) {
        RecordedStream recorded = new RecordedStream();
        streamingModel(provider, Clients.KEY).chat(request, recorded);
        return recorded;
    }
}
