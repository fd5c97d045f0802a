package dev.signalbox.samples.quickstart;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import org.springframework.stereotype.Component;

/** A tool that the models may call. */
@Component
class Weather {

    @Tool("Tells today's weather in a city")
    String weather(@P("the city") String city) {
        return "rain until noon, then sun, 14 degrees in " + city;
    }
}
