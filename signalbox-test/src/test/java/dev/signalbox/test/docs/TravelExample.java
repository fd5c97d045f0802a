package dev.signalbox.test.docs;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.spring.AiService;
import dev.signalbox.router.Facts;
import dev.signalbox.router.ModelPolicy;
import java.util.List;

/** The AI service of the README. */
final class TravelExample {

    private TravelExample() {}

    record Plan(List<String> days) {}

    // tag::service[]
    @AiService
    interface TravelDesk {

        @ModelPolicy("planning")
        Plan plan(String goal); // the strong model

        String reply(@UserMessage String text, InvocationParameters facts); // rules, else the default policy
    }
    // end::service[]

    static String reply(TravelDesk desk, String text) {
        // tag::facts[]
        return desk.reply(text, Facts.tenant("acme").tag("data", "pii").asParameters()); // stays in the house
        // end::facts[]
    }
}
