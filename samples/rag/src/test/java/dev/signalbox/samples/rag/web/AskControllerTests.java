package dev.signalbox.samples.rag.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.signalbox.samples.rag.answer.Assistant;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.server.ResponseStatusException;

class AskControllerTests {

    private static final AsyncTaskExecutor FULL = task -> {
        throw new TaskRejectedException("full");
    };

    private final AskController controller = new AskController(mock(Assistant.class), FULL, mock(TaskScheduler.class));

    @Test
    void refusesAQuestionThatWouldHaveToWaitTooLong() {
        assertThatThrownBy(() -> controller.ask(new Asked("c", "Why?")))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("503")
                .hasMessageContaining("Ask again in a moment.");
    }
}
