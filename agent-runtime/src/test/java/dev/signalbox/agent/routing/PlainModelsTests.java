package dev.signalbox.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepUse;
import dev.signalbox.agent.port.RunBudget;
import dev.signalbox.agent.port.StepCall;
import dev.signalbox.agent.port.StepFacts;
import dev.signalbox.agent.port.StepOrigin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainModelsTests {

    private final StepFacts facts =
            StepFacts.builder().run(new RunId("trip-1")).step("s-1").build();
    private final List<Object> told = new ArrayList<>();
    private final StepOrigin origin = new StepOrigin() {

        @Override
        public StepFacts facts() {
            return facts;
        }

        @Override
        public void ended(StepCall call) {
            told.add(call);
        }
    };

    private final StreamingChatResponseHandler handler = new StreamingChatResponseHandler() {

        @Override
        public void onPartialResponse(String text) {
            told.add(text);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            told.add(response);
        }

        @Override
        public void onError(Throwable error) {
            told.add(error);
        }
    };

    private static ChatResponse answer(@Nullable TokenUsage usage) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("hello"))
                .tokenUsage(usage)
                .build();
    }

    private static ChatModel answering(ChatResponse response) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return response;
            }
        };
    }

    private static ChatModel failing(RuntimeException failure) {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                throw failure;
            }
        };
    }

    private StepCall call(StepUse use) {
        return new StepCall(facts, null, null, null, use, false);
    }

    @Test
    void theStepIsToldTheTokensOfTheAnswer() {
        PlainModels models = new PlainModels(answering(answer(new TokenUsage(7, 5))));

        assertThat(models.model(origin).chat("hi")).isEqualTo("hello");

        assertThat(told).containsExactly(call(new StepUse(7, 5, 0)));
    }

    @Test
    void tokensThatNobodyCountedAreNone() {
        new PlainModels(answering(answer(null))).model(origin).chat("hi");

        assertThat(told).containsExactly(call(StepUse.NONE));
    }

    @Test
    void theStepIsToldOfAFailure() {
        PlainModels models = new PlainModels(failing(new RateLimitException("slow down")));

        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> models.model(origin).chat("hi"));

        assertThat(told).containsExactly(call(StepUse.NONE));
    }

    @Test
    void aStreamIsPassedOnAndItsEndToldBefore() {
        ChatResponse whole = answer(new TokenUsage(7, 5));
        StreamingChatModel streaming = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler to) {
                to.onPartialResponse("hel");
                to.onPartialResponse("lo");
                to.onCompleteResponse(whole);
            }
        };

        new PlainModels(answering(whole), streaming).streamingModel(origin).chat("hi", handler);

        assertThat(told).containsExactly("hel", "lo", call(new StepUse(7, 5, 0)), whole);
    }

    @Test
    void aBrokenStreamIsToldBefore() {
        RateLimitException failure = new RateLimitException("slow down");
        StreamingChatModel streaming = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler to) {
                to.onError(failure);
            }
        };

        new PlainModels(answering(answer(null)), streaming)
                .streamingModel(origin)
                .chat("hi", handler);

        assertThat(told).containsExactly(call(StepUse.NONE), failure);
    }

    @Test
    void withoutAStreamingModelThereAreNoStreams() {
        PlainModels models = new PlainModels(answering(answer(null)));

        assertThatIllegalStateException()
                .isThrownBy(() -> models.streamingModel(origin))
                .withMessageStartingWith("There is no streaming model.");
    }

    @Test
    void limitsOfCostLimitNothing() {
        assertThat(new PlainModels(answering(answer(null))).openBudget(new RunId("trip-1"), 0, 0))
                .isSameAs(RunBudget.NONE);
    }
}
