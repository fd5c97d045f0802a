package dev.signalbox.samples.quickstart;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.ModelPolicy;
import java.util.List;

/** A travel agency's desk: planning is worth the strong model, the rest is not. */
@AiService
interface TravelDesk {

    /** By the policy {@code planning}. */
    @ModelPolicy("planning")
    @SystemMessage("You plan trips. One short sentence for each day.")
    Plan plan(@UserMessage String goal);

    /** By what the facts say, else by the default policy. */
    @SystemMessage("You answer travellers in one or two short sentences. Ask the weather tool about the weather.")
    String reply(@UserMessage String question, InvocationParameters facts);

    /** The same, piece by piece. */
    @SystemMessage("You answer travellers in one or two short sentences.")
    TokenStream tell(@UserMessage String question);

    /**
     * A plan.
     *
     * @param destination where to
     * @param days what to do on each day
     */
    record Plan(String destination, List<String> days) {}
}
