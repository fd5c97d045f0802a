package dev.signalbox.test.matrix;

import dev.signalbox.router.Router;
import dev.signalbox.test.correlation.Recording;

/** How a request is sent; every row must hold both ways. */
enum Way {
    PLAIN {
        @Override
        String ask(Stage stage, Router router) {
            return router.chatModel().chat(Stage.request()).aiMessage().text();
        }
    },
    STREAMED {
        @Override
        String ask(Stage stage, Router router) {
            Recording recording = stage.stream(router);
            String answer = recording.outcome().aiMessage().text();
            Stage.assertOnly(recording, answer);
            return answer;
        }
    };

    /** The text of the answer; throws what the call ends with if it has none. */
    abstract String ask(Stage stage, Router router);

    @Override
    public String toString() {
        return this == PLAIN ? "plain" : "streamed";
    }
}
