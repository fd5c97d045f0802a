package dev.signalbox.samples.observability;

import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;

/** Answers questions. */
@AiService
interface Desk {

    /** The whole answer. */
    String reply(@UserMessage String question);

    /** The answer, piece by piece. */
    TokenStream tell(@UserMessage String question);
}
