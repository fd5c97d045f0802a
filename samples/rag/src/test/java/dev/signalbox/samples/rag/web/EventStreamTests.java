package dev.signalbox.samples.rag.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.signalbox.samples.rag.answer.AnswerEvent;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;

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

    /** Nothing calls back where an answer has ended before its stream began. */
    @Test
    void nobodyLooksForSomebodyWhoHasGone() {
        ScheduledFuture<?> beats = mock();
        AtomicReference<Runnable> beat = new AtomicReference<>();
        TaskScheduler scheduler = mock();
        when(scheduler.scheduleAtFixedRate(any(), any(Duration.class))).then(call -> {
            beat.set(call.getArgument(0));
            return beats;
        });
        stream.beat(scheduler);
        stream.emitter().complete();

        beat.get().run();

        verify(beats).cancel(false);
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
