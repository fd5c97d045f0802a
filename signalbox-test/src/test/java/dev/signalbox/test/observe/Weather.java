package dev.signalbox.test.observe;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** A tool that is observed itself. */
@Component
class Weather {

    private final ObservationRegistry registry;

    /** The trace that the log lines of the tool carried. */
    volatile String loggedTrace;

    Weather(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Tool
    String weather(@P("city") String city) {
        return Observation.createNotStarted("weather", registry).observe(() -> {
            loggedTrace = MDC.get("traceId");
            return "rain in " + city + ", nobody may see";
        });
    }
}
