package dev.signalbox.test.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeReplyTests {

    @Test
    void changesMakeACopy() {
        FakeReply reply = FakeReply.text("Hi");

        FakeReply slow = reply.delay(Duration.ofSeconds(1)).model("other").cutAfter(3);

        assertThat(reply.pace()).isEqualTo(Pace.AT_ONCE);
        assertThat(reply.frame()).isEqualTo(Frame.DEFAULT);
        assertThat(reply.fault()).isEqualTo(Fault.NONE);
        assertThat(slow.content()).isEqualTo(reply.content());
    }

    @Test
    void tokensPerSecondIsAPause() {
        assertThat(FakeReply.text("Hi").tokensPerSecond(40).pace().pause()).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void impossibleRepliesAreRefusedWithTheirValue() {
        FakeReply reply = FakeReply.text("Hi");

        refused(() -> reply.usage(-1, 2), "inputTokens is -1; use 0 or more");
        refused(() -> reply.cachedTokens(-1), "cachedTokens is -1; use 0 or more");
        refused(() -> reply.tokensPerSecond(0), "tokensPerSecond is 0; use 1 or more");
        refused(() -> reply.delay(Duration.ofMillis(-1)), "delay is PT-0.001S; use PT0S or more");
        refused(() -> reply.cutAfter(-1), "The number of chunks is -1; use 0 or more");
        refused(() -> FakeReply.error(200), "status is 200; an error has 400 to 599");
        refused(() -> FakeReply.raw(600, ""), "status is 600; a reply has 200 to 599");
        refused(() -> reply.errorAfter(1, 200, "?"), "status is 200; an error has 400 to 599");
        refused(() -> reply.cacheWriteTokens(-1), "cacheWriteTokens is -1; use 0 or more");
        refused(() -> FakeReply.rateLimited(Duration.ofSeconds(-1)), "retryAfter is PT-1S; use PT0S or more");
        refused(() -> FakeReply.json("{no"), "Not JSON: '{no'; use text(…) or garbage() for what is not");
        refused(
                () -> reply.header("X", "a\r\nb"),
                "'X: a\r\nb' is no header; use one line of visible ASCII characters");
    }

    @Test
    void errorsCallNoTools() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FakeReply.error(500).andToolCall("weather", "{}"))
                .withMessage("An error or garbage calls no tool; start with text(…) or toolCall(…)");
    }

    @Test
    void errorsDoNotThink() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FakeReply.garbage().thinking("Hm"))
                .withMessage("An error or garbage does not think; start with text(…) or toolCall(…)");
    }

    private static void refused(Runnable reply, String message) {
        assertThatIllegalArgumentException().isThrownBy(reply::run).withMessage(message);
    }
}
