package dev.signalbox.router.autoconfigure.service.explicit;

import dev.langchain4j.service.spring.AiService;
import dev.langchain4j.service.spring.AiServiceWiringMode;

/** Names its model itself. */
@AiService(wiringMode = AiServiceWiringMode.EXPLICIT, chatModel = "routingChatModel")
public interface BookingDesk {

    String reply(String text);
}
