package dev.signalbox.test.slice;

import dev.langchain4j.agent.tool.Tool;
import org.springframework.stereotype.Component;

@Component
class Weather {

    @Tool
    String weather(String city) {
        return "rain in " + city;
    }
}
