package dev.signalbox.router.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.openai.OpenAiTokenUsage.OutputTokensDetails;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.router.usage.Usage;
import org.junit.jupiter.api.Test;

class OpenAiDeploymentClientTests {

    private final OpenAiDeploymentClient client = new OpenAiDeploymentClient(
            OpenAiChatModel.builder().build(),
            OpenAiStreamingChatModel.builder().build());

    @Test
    void takesReasoningAsPartOfTheOutput() {
        TokenUsage counted = counted(30, 94, 126);

        assertThat(client.usage(counted)).isEqualTo(new Usage(32, 6, 30, 94, false));
    }

    @Test
    void addsReasoningToTheOutputWhereTheTotalSaysThatItComesOnTop() {
        TokenUsage counted = counted(9, 94, 135);

        assertThat(client.usage(counted)).isEqualTo(new Usage(32, 6, 103, 94, false));
    }

    @Test
    void doesWithoutDetails() {
        TokenUsage counted = OpenAiTokenUsage.builder()
                .inputTokenCount(32)
                .outputTokenCount(9)
                .totalTokenCount(41)
                .build();

        assertThat(client.usage(counted)).isEqualTo(Usage.of(32, 9));
        assertThat(client.usage(new TokenUsage(32, 9))).isEqualTo(Usage.of(32, 9));
    }

    @Test
    void takesWhatIsNotCountedAsNothing() {
        TokenUsage counted = OpenAiTokenUsage.builder()
                .inputTokensDetails(InputTokensDetails.builder().build())
                .outputTokenCount(9)
                .outputTokensDetails(OutputTokensDetails.builder().build())
                .build();

        assertThat(client.usage(counted)).isEqualTo(Usage.of(0, 9));
    }

    private static TokenUsage counted(int output, int reasoning, int total) {
        return OpenAiTokenUsage.builder()
                .inputTokenCount(32)
                .inputTokensDetails(InputTokensDetails.builder().cachedTokens(6).build())
                .outputTokenCount(output)
                .outputTokensDetails(
                        OutputTokensDetails.builder().reasoningTokens(reasoning).build())
                .totalTokenCount(total)
                .build();
    }
}
