package dev.signalbox.samples.rag.web;

import dev.signalbox.samples.rag.answer.Assistant;
import lombok.RequiredArgsConstructor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Takes questions. */
@RestController
@RequiredArgsConstructor
class AskController {

    private final Assistant assistant;
    private final AsyncTaskExecutor applicationTaskExecutor;
    private final TaskScheduler scheduler;

    /** Answers with server-sent events: {@code searched}, {@code text} for each piece, then {@code done} or {@code failed}. */
    @PostMapping(path = "/api/questions", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter ask(@RequestBody Asked asked) {
        String conversation = asked.checkedConversation();
        String question = asked.checkedQuestion();
        EventStream stream = new EventStream();
        try {
            applicationTaskExecutor.execute(
                    () -> stream.follow(listener -> assistant.ask(conversation, question, listener)));
        } catch (TaskRejectedException e) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "Too many questions are waiting. Ask again in a moment.", e);
        }
        stream.beat(scheduler);
        return stream.emitter();
    }
}
