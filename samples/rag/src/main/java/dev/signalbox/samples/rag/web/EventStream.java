package dev.signalbox.samples.rag.web;

import dev.signalbox.samples.rag.answer.AnswerEvent;
import dev.signalbox.samples.rag.answer.AnswerEvent.Failed;
import dev.signalbox.samples.rag.answer.Answering;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Passes on to a browser what happens to its question. When the browser goes away, the answer is ended: nobody tells, so that
 * now and then something is sent that means nothing.
 */
@Slf4j
final class EventStream {

    private static final long NO_TIMEOUT = 0;
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
    private volatile @Nullable Answering answering;
    private volatile @Nullable ScheduledFuture<?> beats;
    private volatile boolean gone;

    EventStream() {
        emitter.onCompletion(this::leave);
        emitter.onError(failure -> leave());
    }

    /** Looks now and then whether the browser is still there. */
    void beat(TaskScheduler scheduler) {
        beats = scheduler.scheduleAtFixedRate(this::beat, EVERY);
        if (gone) {
            beatNoMore();
        }
    }

    private void beatNoMore() {
        ScheduledFuture<?> running = beats;
        if (running != null) {
            running.cancel(false);
        }
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Asks, and sends what comes of it. */
    void follow(Function<Consumer<AnswerEvent>, Answering> question) {
        if (gone) {
            return;
        }
        try {
            answering = question.apply(this::send);
        } catch (CancellationException e) {
            log.debug("A question was not answered: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("A question was not answered", e);
            pass(Failed.of(e));
        }
        if (gone) {
            leave();
        }
    }

    /** Also where nothing calls back, as for a browser that has gone before its answer began. */
    private void leave() {
        gone = true;
        beatNoMore();
        Answering running = answering;
        if (running != null) {
            running.cancel();
        }
    }

    /** To nobody: whoever asks goes no further, so that no model is asked for nothing. */
    private void send(AnswerEvent event) {
        if (gone) {
            throw new CancellationException("the browser has gone");
        }
        pass(event);
    }

    private void pass(AnswerEvent event) {
        String name = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        send(SseEmitter.event().name(name).data(event));
        if (event.ends()) {
            emitter.complete();
        }
    }

    private void beat() {
        send(SseEmitter.event().comment("still here"));
    }

    private void send(SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) {
            leave();
        }
    }
}
