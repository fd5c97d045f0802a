package dev.signalbox.test.slice;

import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;

/** Needs a tool that is no part of the slice. */
@AiService(wiringMode = AiServiceWiringMode.EXPLICIT, chatModel = "routingChatModel", tools = "weather")
interface WeatherDesk {

    String ask(String question);
}
