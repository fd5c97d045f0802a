package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamed replies, as the real {@code OpenAiStreamingChatModel} sees them. */
@Timeout(60)
class StreamedReplyTests {

    private final FakeProvider provider = FakeProvider.start();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void textArrivesWordByWord() throws Exception {
        provider.reply(FakeReply.text("Grüße  an\nalle, Welt: 12:30"));

        RecordedStream stream = Clients.stream(provider, "Hello");

        assertThat(stream.response().aiMessage().text()).isEqualTo("Grüße  an\nalle, Welt: 12:30");
        assertThat(stream.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(stream.texts()).containsExactly("Grüße  ", "an\n", "alle, ", "Welt: ", "12:30");
    }

    @Test
    void compactJsonArrivesInPieces() throws Exception {
        provider.reply(FakeReply.json("{\"city\":\"Paris\",\"days\":3}"));

        RecordedStream stream = Clients.stream(provider, "Hello");

        assertThat(stream.response().aiMessage().text()).isEqualTo("{\"city\":\"Paris\",\"days\":3}");
        assertThat(stream.texts()).containsExactly("{\"city\":", "\"Paris\",", "\"days\":3}");
    }

    @Test
    void textAndToolCallsArriveTogether() throws Exception {
        provider.reply(FakeReply.text("Let me see. ")
                .andToolCall("weather", "{\"city\":\"Paris\",\"days\":[1, 2]}")
                .andToolCall("time", "{}"));

        RecordedStream stream = Clients.stream(provider, "Hello");

        ChatResponse response = stream.response();
        assertThat(response.aiMessage().text()).isEqualTo("Let me see. ");
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(response.aiMessage().toolExecutionRequests())
                .extracting(call -> call.id() + " " + call.name() + " " + call.arguments())
                .containsExactly("call_1_0 weather {\"city\":\"Paris\",\"days\":[1, 2]}", "call_1_1 time {}");
        assertThat(stream.toolCalls()).hasSize(2);
    }

    @Test
    void usageArrivesWithCachedAndReasoningTokens() throws Exception {
        provider.reply(FakeReply.text("Hi").usage(120, 45).cachedTokens(100).reasoningTokens(30));

        OpenAiTokenUsage usage =
                (OpenAiTokenUsage) Clients.stream(provider, "Hello").response().tokenUsage();

        assertThat(usage.inputTokenCount()).isEqualTo(120);
        assertThat(usage.outputTokenCount()).isEqualTo(45);
        assertThat(usage.inputTokensDetails().cachedTokens()).isEqualTo(100);
        assertThat(usage.outputTokensDetails().reasoningTokens()).isEqualTo(30);
    }

    @Test
    void usageCanBeLeftOut() throws Exception {
        provider.reply(FakeReply.text("Hi").noUsage());

        assertThat(Clients.stream(provider, "Hello").response().tokenUsage()).isNull();
    }

    @Test
    void endWithoutFinishIsClean() throws Exception {
        provider.reply(FakeReply.text("one two").noFinish());

        ChatResponse response = Clients.stream(provider, "Hello").response();

        assertThat(response.aiMessage().text()).isEqualTo("one two");
        assertThat(response.finishReason()).isNull();
        assertThat(response.tokenUsage()).isNull();
    }

    @Test
    void emptyStreamEndsProperly() throws Exception {
        provider.reply(FakeReply.empty());

        RecordedStream stream = Clients.stream(provider, "Hello");

        assertThat(stream.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(stream.texts()).allMatch(String::isEmpty);
    }

    @Test
    void errorStatusComesBeforeAnyContent() throws Exception {
        provider.reply(FakeReply.rateLimited(Duration.ofSeconds(1)));

        RecordedStream stream = Clients.stream(provider, "Hello");

        assertThat(stream.error()).isInstanceOf(RateLimitException.class);
        assertThat(stream.texts()).isEmpty();
    }

    @Test
    void garbageCannotBeRead() throws Exception {
        provider.reply(FakeReply.garbage());

        assertThat(Clients.stream(provider, "Hello").error()).hasStackTraceContaining("JsonParseException");
    }

    @Test
    void cutStreamFails() throws Exception {
        provider.reply(FakeReply.text("one two three four").cutAfter(2));

        RecordedStream stream = Clients.stream(provider, "Hello");

        assertThat(stream.error()).hasRootCauseInstanceOf(IOException.class);
        assertThat(stream.texts()).isSubsetOf("one ", "two ");
        assertThat(provider.aborted()).isZero();
    }

    @Test
    void resetStreamFails() throws Exception {
        provider.reply(FakeReply.text("one two three four").resetAfter(2));

        assertThat(Clients.stream(provider, "Hello").error()).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void stalledStreamStaysOpenUntilTheClientCancels() throws Exception {
        provider.reply(FakeReply.text("one two three").stallAfter(1));
        RecordedStream stream = Clients.stream(provider, "Hello");

        stream.begun().cancel();

        provider.awaitAborted(1, Clients.PATIENCE);
        assertThat(stream.texts()).containsExactly("one ");
    }

    @Test
    void clientThatCancelsASlowStreamIsSeenToLeave() throws Exception {
        provider.reply(FakeReply.text("one two three").pause(ChronoUnit.FOREVER.getDuration()));
        RecordedStream stream = Clients.stream(provider, "Hello");

        stream.begun().cancel();

        provider.awaitAborted(1, Clients.PATIENCE);
        assertThat(provider.requests()).singleElement().matches(ReceivedRequest::aborted);
    }
}
