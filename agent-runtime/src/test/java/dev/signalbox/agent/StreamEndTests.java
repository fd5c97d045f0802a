package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.signalbox.agent.dispatch.SliceEnd;
import dev.signalbox.agent.port.StepFailedException;
import dev.signalbox.agent.routing.PlainModels;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Streams that end in other ways than by their handler. */
class StreamEndTests {

    private final ManualDispatcher dispatcher = new ManualDispatcher();
    private final AtomicInteger calls = new AtomicInteger();

    private final StreamingChatModel refusing = new StreamingChatModel() {
        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            calls.incrementAndGet();
            throw new IllegalArgumentException("no such model");
        }
    };

    private static final class Reader implements AgentProgram<String, String> {
        @Override
        public String run(String input, Run run) {
            CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
            run.streamingModel().chat("what?", new StreamingChatResponseHandler() {
                @Override
                public void onCompleteResponse(ChatResponse response) {
                    whole.complete(response);
                }

                @Override
                public void onError(Throwable error) {
                    whole.completeExceptionally(error);
                }
            });
            try {
                return whole.join().aiMessage().text();
            } catch (CompletionException e) {
                return e.getCause() instanceof StepFailedException failed ? "failed: " + failed.getMessage() : "?";
            }
        }
    }

    @Test
    void aModelThatThrowsHasFailedLikeOneThatTellsItsHandler() throws Exception {
        ChatModel unused = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder().aiMessage(AiMessage.from("")).build();
            }
        };
        AgentRuntime runtime = AgentRuntime.builder()
                .dispatcher(dispatcher)
                .models(new PlainModels(unused, refusing))
                .program(new Reader())
                .build();
        runtime.start();
        RunHandle<String> run = runtime.start(Reader.class, "");

        SliceEnd end = dispatcher.work(run.id());

        assertThat(end).isInstanceOf(SliceEnd.Done.class);
        assertThat(run.await(Duration.ofSeconds(1))).isEqualTo("failed: no such model");
        assertThat(run.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.error()).isNotNull());
        assertThat(calls).hasValue(1);
    }
}
