package dev.signalbox.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embedding clients made by others, at a model in the gateway's process and at one behind a provider over HTTP. */
class EmbeddingClientTests {

    private static final String KEY = "sk-signalbox-client";
    private static final List<String> TEXTS =
            List.of("Reset the password.", "How do I reset my password?", "Ferries leave at noon.");

    private static OpenAIClient openAi;

    @BeforeAll
    static void open() {
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(GatewayScene.url("/v1"))
                .apiKey(KEY)
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void shut() {
        openAi.close();
    }

    private static EmbeddingCreateParams.Builder asking(String model) {
        return EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(TEXTS);
    }

    private static OpenAiEmbeddingModel langChain4j(String model) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(GatewayScene.url("/v1"))
                .apiKey(KEY)
                .modelName(model)
                .maxRetries(0)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedder", "embedder-relay"})
    void openAisOwnClient(String model) {
        CreateEmbeddingResponse plain = openAi.embeddings()
                .create(asking(model)
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build());
        CreateEmbeddingResponse usual = openAi.embeddings().create(asking(model).build());

        assertThat(plain.data())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.embedding()).hasSize(256));
        assertThat(plain.data().get(2).index()).isEqualTo(2);
        assertThat(plain.usage().promptTokens()).isPositive();
        assertThat(plain.usage().totalTokens()).isEqualTo(plain.usage().promptTokens());
        assertThat(usual.data().get(1).embedding())
                .isEqualTo(plain.data().get(1).embedding());
    }

    @Test
    void openAisOwnClientGetsVectorsOfTheLengthThatItWants() {
        CreateEmbeddingResponse answer = openAi.embeddings()
                .create(asking("embedder-relay").dimensions(12).build());

        assertThat(answer.data())
                .allSatisfy(each -> assertThat(each.embedding()).hasSize(12));
    }

    @Test
    void openAisOwnClientIsToldThatTokensSayNothing() {
        EmbeddingCreateParams tokens = EmbeddingCreateParams.builder()
                .model("embedder")
                .inputOfArrayOfTokens(List.of(1L, 2L))
                .build();

        assertThatThrownBy(() -> openAi.embeddings().create(tokens)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedder", "embedder-relay", "policy/vectors", "signalbox/auto"})
    void langChain4js(String model) {
        Response<List<dev.langchain4j.data.embedding.Embedding>> answer = langChain4j(model)
                .embedAll(TEXTS.stream().map(TextSegment::from).toList());

        assertThat(answer.tokenUsage().inputTokenCount()).isPositive();
        assertThat(CosineSimilarity.between(
                        answer.content().get(1), answer.content().get(0)))
                .isGreaterThan(CosineSimilarity.between(
                        answer.content().get(1), answer.content().get(2)));
    }
}
