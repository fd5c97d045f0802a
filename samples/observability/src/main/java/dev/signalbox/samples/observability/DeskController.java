package dev.signalbox.samples.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** The desk over HTTP. */
@RestController
class DeskController {

    private final Desk desk;

    DeskController(Desk desk) {
        this.desk = desk;
    }

    @GetMapping("/ask")
    String ask(@RequestParam String question) {
        return desk.reply(question);
    }

    @GetMapping("/tell")
    ResponseBodyEmitter tell(@RequestParam String question) {
        ResponseBodyEmitter answer = new ResponseBodyEmitter();
        desk.tell(question)
                .onPartialResponse(piece -> send(answer, piece))
                .onCompleteResponse(response -> answer.complete())
                .onError(answer::completeWithError)
                .start();
        return answer;
    }

    private static void send(ResponseBodyEmitter answer, String piece) {
        try {
            answer.send(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
