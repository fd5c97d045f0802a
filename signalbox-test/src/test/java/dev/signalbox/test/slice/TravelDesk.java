package dev.signalbox.test.slice;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;

/** Wired by LangChain4j as it finds beans. */
@AiService
interface TravelDesk {

    @ModelPolicy("planning")
    String plan(@UserMessage String goal, InvocationParameters facts);

    String reply(@UserMessage String text, InvocationParameters facts);
}
