package dev.signalbox.router.autoconfigure.service.automatic;

import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;

/** Wired by LangChain4j as it finds beans. */
@AiService
public interface TravelDesk {

    String reply(String text);

    @ModelPolicy("planning")
    String plan(String goal);
}
