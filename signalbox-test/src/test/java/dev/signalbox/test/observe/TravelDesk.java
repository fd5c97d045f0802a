package dev.signalbox.test.observe;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;

@AiService
interface TravelDesk {

    @ModelPolicy("routine")
    TokenStream tell(@UserMessage String question, InvocationParameters facts);
}
