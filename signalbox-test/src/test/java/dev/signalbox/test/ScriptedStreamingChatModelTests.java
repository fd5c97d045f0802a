package dev.signalbox.test;

import static dev.signalbox.test.ScriptedReply.computed;
import static dev.signalbox.test.ScriptedReply.empty;
import static dev.signalbox.test.ScriptedReply.error;
import static dev.signalbox.test.ScriptedReply.failure;
import static dev.signalbox.test.ScriptedReply.partials;
import static dev.signalbox.test.ScriptedReply.text;
import static dev.signalbox.test.ScriptedReply.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScriptedStreamingChatModelTests {

    private final ScriptedStreamingChatModel model = new ScriptedStreamingChatModel();
    private final RecordingHandler handler = new RecordingHandler();

    @Test
    void tellsATextWordByWordOnTheCallersThread() {
        model.reply("Have a nice day");

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("Have ", "a ", "nice ", "day", "complete Have a nice day STOP");
    }

    @Test
    void tellsGivenPartials() {
        model.reply(partials("Hel", "lo"));

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("Hel", "lo", "complete Hello STOP");
    }

    @Test
    void tellsToolCalls() {
        model.reply(toolCall("weather", "{}").andToolCall("time", "{}"));

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("tool weather", "tool time", "complete null TOOL_EXECUTION");
    }

    @Test
    void tellsThoughtsBeforeTheText() {
        AiMessage message = AiMessage.builder().thinking("hm").text("hi").build();
        model.reply(
                ScriptedReply.response(ChatResponse.builder().aiMessage(message).build()));
        RecordingHandler thoughtful = new RecordingHandler() {
            @Override
            public void onPartialThinking(PartialThinking thinking) {
                told.add("thought " + thinking.text());
            }
        };

        model.chat("?", thoughtful);

        assertThat(thoughtful.told).containsExactly("thought hm", "hi", "complete hi null");
    }

    @Test
    void endsAtOnceWhenItHasNothingToSay() {
        model.reply(empty());

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("complete  STOP");
    }

    @Test
    void failsAtOnceOrAfterSomePartials() {
        model.reply(
                failure(new IllegalStateException("first")),
                partials("a", "b", "c").failAfter(2, new IllegalStateException("second")),
                error(500));

        model.chat("?", handler);
        model.chat("?", handler);
        model.chat("?", handler);

        assertThat(handler.told).containsExactly("error first", "a", "b", "error second", "error scripted error 500");
    }

    @Test
    void failsWithWhatComputingTheAnswerThrows() {
        model.reply(computed(request -> {
            throw new IllegalStateException("not today");
        }));

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("error not today");
    }

    @Test
    void endsWithoutFinishReason() {
        model.reply(text("half an").noFinish());

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("half ", "an", "complete half an null");
    }

    @Test
    void goesOnFromItsGateWhereItIsOpened() {
        Gate gate = Gate.closed();
        model.reply(partials("a", "b").heldAfter(1, gate));

        model.chat("?", handler);
        assertThat(handler.told).containsExactly("a");
        assertThat(gate.arrivals()).isOne();

        gate.open();
        assertThat(handler.told).containsExactly("a", "b", "complete ab STOP");
    }

    @Test
    void isHeldBackBeforeItsEndWhenTheGateStandsBeyondAllPartials() {
        Gate gate = Gate.closed();
        model.reply(partials("a").heldAfter(9, gate));

        model.chat("?", handler);
        assertThat(handler.told).containsExactly("a");

        gate.open();
        assertThat(handler.told).containsExactly("a", "complete a STOP");
    }

    @Test
    void passesAnOpenGate() {
        Gate gate = Gate.closed();
        gate.open();
        model.reply(text("hi").heldBy(gate));

        model.chat("?", handler);

        assertThat(handler.told).containsExactly("hi", "complete hi STOP");
    }

    @Test
    void saysNothingMoreOnceCancelled() {
        RecordingHandler cancelling = new RecordingHandler(2);
        model.reply(partials("a", "b", "c"));

        model.chat("?", cancelling);

        assertThat(cancelling.told).containsExactly("a", "b");
        assertThat(model.aborted()).isOne();
    }

    @Test
    void givesItsHandlersExceptionBackAndGoesOn() {
        RecordingHandler failing = new RecordingHandler() {
            @Override
            public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
                throw new IllegalStateException("handler");
            }
        };
        model.reply("hi");

        model.chat("?", failing);

        assertThat(failing.told).containsExactly("error handler", "complete hi STOP");
    }

    @Test
    void answersOnItsExecutor() {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "streams"));
        ScriptedStreamingChatModel elsewhere = new ScriptedStreamingChatModel(executor).reply("hi");
        Tally answers = new Tally("answers");
        RecordingHandler here = new RecordingHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                told.add(Thread.currentThread().getName());
                answers.add();
            }
        };

        elsewhere.chat("?", here);
        answers.await(1, Duration.ofSeconds(10));

        executor.shutdown();
        assertThat(here.told).containsExactly("hi", "streams");
    }

    @Test
    void sharesTheScriptOfTheModelThatAnswersWhole() {
        ScriptedChatModel whole = new ScriptedChatModel().reply("one", "two");

        whole.streaming().chat("?", handler);

        assertThat(whole.chat("?")).isEqualTo("two");
        assertThat(whole.requestCount()).isEqualTo(2);
        assertThat(handler.told).containsExactly("one", "complete one STOP");
    }
}
