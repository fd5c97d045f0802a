package dev.signalbox.samples.rag.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.samples.rag.answer.AnswerEvent;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** When nobody listens any more. */
class EventStreamTests {

    private final EventStream stream = new EventStream();

    @Test
    void whoeverAnswersIsToldThatNobodyListens() {
        stream.emitter().complete();

        stream.follow(tell -> {
            tell.accept(new AnswerEvent.Text("It")); // notices
            assertThatThrownBy(() -> tell.accept(new AnswerEvent.Text("is"))).isInstanceOf(CancellationException.class);
            throw new CancellationException();
        });
    }

    @Test
    void aQuestionOfSomebodyWhoHasGoneIsNotAsked() {
        stream.emitter().complete();
        stream.follow(tell -> {
            tell.accept(new AnswerEvent.Text("It")); // notices
            throw new CancellationException();
        });

        stream.follow(tell -> {
            throw new AssertionError("asked");
        });
    }

    @Test
    void aFailureOfWhichNobodyHearsEndsThere() {
        stream.emitter().complete();

        assertThatCode(() -> stream.follow(tell -> {
                    tell.accept(new AnswerEvent.Text("It"));
                    throw new IllegalStateException("the search failed");
                }))
                .doesNotThrowAnyException();
    }
}
